package io.opdbus.core.expression;

import io.opdbus.core.expression.LinearPattern.Code;
import io.opdbus.core.expression.LinearPattern.Instruction;
import java.util.ArrayList;
import java.util.List;

/** Turns the syntax tree of a pattern into instructions; counted repetitions are written out. */
final class PatternProgram {

    private final List<Instruction> program = new ArrayList<>();
    private int pieces;

    private PatternProgram() {}

    static LinearPattern of(PatternPiece whole) {
        PatternProgram program = new PatternProgram();
        program.add(whole);
        program.emit(Code.ACCEPT, 0, 0);
        return new LinearPattern(program.program.toArray(Instruction[]::new));
    }

    private void add(PatternPiece piece) {
        if (++pieces > Limits.PATTERN_SIZE) { // counts what is written out, also where that is nothing
            throw tooLarge();
        }
        if (piece instanceof PatternPiece.One one) {
            emit(new Instruction(Code.CHARACTER, one.character(), program.size() + 1, 0));
        } else if (piece instanceof PatternPiece.Edge edge) {
            emit(edge.code(), program.size() + 1, 0);
        } else if (piece instanceof PatternPiece.Sequence sequence) {
            sequence.pieces().forEach(this::add);
        } else if (piece instanceof PatternPiece.Choice choice) {
            addChoice(choice.ways());
        } else if (piece instanceof PatternPiece.Repeat repeat) {
            addRepeat(repeat);
        }
    }

    private void addChoice(List<PatternPiece> ways) {
        List<Integer> exits = new ArrayList<>();
        for (PatternPiece way : ways.subList(0, ways.size() - 1)) {
            int fork = emit(Code.FORK, program.size() + 1, 0);
            add(way);
            exits.add(emit(Code.JUMP, 0, 0));
            program.set(fork, new Instruction(Code.FORK, fork + 1, program.size()));
        }
        add(ways.get(ways.size() - 1));
        exits.forEach(exit -> program.set(exit, new Instruction(Code.JUMP, program.size(), 0)));
    }

    private void addRepeat(PatternPiece.Repeat repeat) {
        for (int i = 0; i < repeat.min(); i++) {
            add(repeat.piece());
        }
        if (repeat.max() == PatternPiece.UNBOUNDED) {
            int fork = emit(Code.FORK, program.size() + 1, 0);
            add(repeat.piece());
            emit(Code.JUMP, fork, 0);
            program.set(fork, new Instruction(Code.FORK, fork + 1, program.size()));
            return;
        }
        List<Integer> forks = new ArrayList<>();
        for (int i = repeat.min(); i < repeat.max(); i++) {
            forks.add(emit(Code.FORK, program.size() + 1, 0));
            add(repeat.piece());
        }
        forks.forEach(fork -> program.set(fork, new Instruction(Code.FORK, fork + 1, program.size())));
    }

    private int emit(Code code, int next, int other) {
        return emit(new Instruction(code, next, other));
    }

    private int emit(Instruction instruction) {
        if (program.size() >= Limits.PATTERN_SIZE) {
            throw tooLarge();
        }
        program.add(instruction);
        return program.size() - 1;
    }

    private static PatternFailure tooLarge() {
        return new PatternFailure(0, "the pattern is too large once its counts are written out");
    }
}
