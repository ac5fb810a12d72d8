package io.opdbus.cli;

import io.opdbus.api.run.Run;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and its like: the first cancels the run, which rolls back; the second ends the command at once. Signals are reached by
 * reflection, as they are no part of Java SE: where they are missing, they do what they always do.
 */
final class Interrupts implements AutoCloseable {

    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");
    private static final long HALT_AFTER_MILLIS = 2_000;

    private final Screen screen;
    private final List<Runnable> restore = new ArrayList<>();
    private boolean starting;
    private @Nullable String received;
    private @Nullable Run run;

    private Interrupts(Screen screen) {
        this.screen = screen;
    }

    static Interrupts install(Screen screen) {
        Interrupts interrupts = new Interrupts(screen);
        SIGNALS.forEach(name -> handle(name, () -> interrupts.onSignal(name), interrupts.restore));
        return interrupts;
    }

    /** From now on a run may exist, so that the command must not just end. */
    synchronized void starting() {
        starting = true;
    }

    /** The run that a signal cancels. */
    synchronized void attach(Run started) {
        run = started;
        if (received != null) {
            started.cancel(reason(received));
        }
    }

    /** Whether a signal has come. */
    synchronized boolean interrupted() {
        return received != null;
    }

    private synchronized void onSignal(String name) {
        if (received != null) {
            screen.print("opdbus: interrupted again, ending at once; what ran may be left half done");
            endNow();
            return;
        }
        received = name;
        if (!starting) {
            endNow();
            return;
        }
        screen.print("opdbus: interrupted: the run is cancelled and rolled back; interrupt again to end at once");
        if (run != null) {
            run.cancel(reason(name));
        }
    }

    private static String reason(String signal) {
        return signal.equals("INT") ? "interrupted (Ctrl-C)" : "interrupted (SIG" + signal + ")";
    }

    /** Shutdown hooks end the processes that tools have started; they get a little time for it. */
    private static void endNow() {
        Thread halt = new Thread(
                () -> {
                    try {
                        Thread.sleep(HALT_AFTER_MILLIS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
                },
                "opdbus-halt");
        halt.setDaemon(true);
        halt.start();
        new Thread(() -> System.exit(ExitStatus.INTERRUPTED), "opdbus-exit").start();
    }

    /** Calls back when the terminal's size has changed. */
    static void onResize(Runnable action) {
        handle("WINCH", action, new ArrayList<>());
    }

    private static void handle(String name, Runnable action, List<Runnable> restore) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object callback = Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "handle" -> action.run();
                            case "hashCode" -> {
                                return System.identityHashCode(proxy);
                            }
                            case "equals" -> {
                                return proxy == arguments[0];
                            }
                            default -> {
                                return "opdbus " + name;
                            }
                        }
                        return null;
                    });
            Object which = signal.getConstructor(String.class).newInstance(name);
            Object before = signal.getMethod("handle", signal, handler).invoke(null, which, callback);
            restore.add(() -> {
                try {
                    signal.getMethod("handle", signal, handler).invoke(null, which, before);
                } catch (ReflectiveOperationException e) {
                    logger().debug("the handling of SIG{} stays", name, e);
                }
            });
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            logger().debug("SIG{} is not handled here", name, e);
        }
    }

    private static Logger logger() {
        return LoggerFactory.getLogger(Interrupts.class);
    }

    @Override
    public void close() {
        restore.forEach(Runnable::run);
        restore.clear();
    }
}
