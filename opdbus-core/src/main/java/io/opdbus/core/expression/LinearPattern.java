package io.opdbus.core.expression;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A regular expression that is matched in time proportional to the text: all ways through the pattern are followed at
 * once, one character at a time. {@code java.util.regex} tries them one after the other, which takes forever with
 * patterns such as {@code (a+)+b}, and cannot be interrupted. The price is that there is nothing that looks back or
 * ahead; {@link PatternParser} says so.
 */
final class LinearPattern {

    /** What an instruction does; {@code next} and {@code other} are where it goes on. */
    enum Code {
        CHARACTER,
        FORK,
        JUMP,
        START,
        END,
        WORD_EDGE,
        NO_WORD_EDGE,
        ACCEPT
    }

    /** One instruction. A fork goes on at both places. */
    record Instruction(Code code, IntPredicate character, int next, int other) {

        Instruction(Code code, int next, int other) {
            this(code, character -> false, next, other);
        }
    }

    private final Instruction[] program;

    LinearPattern(Instruction[] program) {
        this.program = program;
    }

    /** Whether the pattern matches the whole text. */
    boolean matches(String text) {
        Places now = new Places(program.length);
        Places then = new Places(program.length);
        reach(now, 0, text, 0);
        int position = 0;
        while (position < text.length() && now.count > 0) {
            int character = text.codePointAt(position);
            position += Character.charCount(character);
            then.clear();
            for (int i = 0; i < now.count; i++) {
                Instruction instruction = program[now.places[i]];
                if (instruction.code == Code.CHARACTER && instruction.character.test(character)) {
                    reach(then, instruction.next, text, position);
                }
            }
            Places spare = now;
            now = then;
            then = spare;
        }
        return position == text.length() && now.has(program.length - 1);
    }

    /** Adds a place and all that can be reached from it without a character. */
    private void reach(Places places, int start, String text, int position) {
        int[] open = places.open;
        int count = 0;
        if (places.add(start)) {
            open[count++] = start;
        }
        while (count > 0) {
            Instruction instruction = program[open[--count]];
            if (goesOn(instruction.code, text, position) && places.add(instruction.next)) {
                open[count++] = instruction.next;
            }
            if (instruction.code == Code.FORK && places.add(instruction.other)) {
                open[count++] = instruction.other;
            }
        }
    }

    private static boolean goesOn(Code code, String text, int position) {
        return switch (code) {
            case CHARACTER, ACCEPT -> false;
            case FORK, JUMP -> true;
            case START -> position == 0;
            case END -> position == text.length();
            case WORD_EDGE -> isWordEdge(text, position);
            case NO_WORD_EDGE -> !isWordEdge(text, position);
        };
    }

    private static boolean isWordEdge(String text, int position) {
        boolean before = position > 0 && isWord(text.charAt(position - 1));
        boolean after = position < text.length() && isWord(text.charAt(position));
        return before != after;
    }

    private static boolean isWord(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** The instructions that the match has come to, each once. */
    private static final class Places {
        private final int[] places;
        private final int[] open;
        private final boolean[] present;
        private int count;

        Places(int size) {
            places = new int[size];
            open = new int[size];
            present = new boolean[size];
        }

        boolean add(int place) {
            if (present[place]) {
                return false;
            }
            present[place] = true;
            places[count++] = place;
            return true;
        }

        boolean has(int place) {
            return present[place];
        }

        void clear() {
            Arrays.fill(present, false);
            count = 0;
        }
    }
}
