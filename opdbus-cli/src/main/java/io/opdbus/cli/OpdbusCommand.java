package io.opdbus.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code opdbus} command. */
@Command(
        name = "opdbus",
        description = "Runs workstacks and workflows of tools, agents and skills.",
        mixinStandardHelpOptions = true,
        version = "opdbus 0.1.0-SNAPSHOT")
public final class OpdbusCommand implements Runnable {

    /** Made by picocli and by {@link #main}. */
    public OpdbusCommand() {}

    /**
     * Runs the command and ends the JVM with its exit status.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new OpdbusCommand()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
