package io.opdbus.agents.review.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The blocks of a file and how they nest. */
public final class Outline {
    private final List<Block> blocks;
    private final int[] owner;

    private Outline(List<Block> blocks, int[] owner) {
        this.blocks = List.copyOf(blocks);
        this.owner = owner;
    }

    /** All blocks, outer ones before those inside. */
    public List<Block> blocks() {
        return blocks;
    }

    /** The innermost block that holds a token. */
    public Optional<Block> at(int token) {
        int index = ownerOf(token);
        return index < 0 ? Optional.empty() : Optional.of(blocks.get(index));
    }

    /** The block around a block. */
    public Optional<Block> parent(Block block) {
        return block.parent() < 0 ? Optional.empty() : Optional.of(blocks.get(block.parent()));
    }

    /** The innermost named function that holds a token. */
    public Optional<Block> function(int token) {
        return around(token, BlockKind.FUNCTION);
    }

    /** The innermost block of this kind that holds a token, whatever lies between. */
    public Optional<Block> around(int token, BlockKind kind) {
        for (int i = ownerOf(token); i >= 0; i = blocks.get(i).parent()) {
            if (blocks.get(i).kind() == kind) {
                return Optional.of(blocks.get(i));
            }
        }
        return Optional.empty();
    }

    /** Whether a token is part of the head of a function rather than of its body. */
    public boolean inSignature(int token) {
        return blocks.stream()
                .anyMatch(block -> block.kind() == BlockKind.FUNCTION
                        && token >= block.header()
                        && token < block.body().from());
    }

    /** The innermost function or lambda that holds a token. */
    public Optional<Block> callable(int token) {
        for (int i = ownerOf(token); i >= 0; i = blocks.get(i).parent()) {
            BlockKind kind = blocks.get(i).kind();
            if (kind == BlockKind.FUNCTION || kind == BlockKind.LAMBDA) {
                return Optional.of(blocks.get(i));
            }
        }
        return Optional.empty();
    }

    /** The loops that repeat a token, innermost first; a loop around a function defined inside it does not count. */
    public List<Block> loops(int token) {
        List<Block> loops = new ArrayList<>(2);
        for (int i = ownerOf(token);
                i >= 0 && !blocks.get(i).kind().separate();
                i = blocks.get(i).parent()) {
            if (blocks.get(i).kind() == BlockKind.LOOP) {
                loops.add(blocks.get(i));
            }
        }
        return loops;
    }

    private int ownerOf(int token) {
        return token >= 0 && token < owner.length ? owner[token] : -1;
    }

    /** Collects blocks while the tokens are gone through in order. */
    static final class Builder {
        private final List<Block> blocks = new ArrayList<>();
        private final int[] owner;
        private int[] open = new int[16];
        private int depth;
        private int callables;

        Builder(int tokens) {
            owner = new int[tokens];
            Arrays.fill(owner, -1);
        }

        int top() {
            return depth == 0 ? -1 : open[depth - 1];
        }

        BlockKind topKind() {
            return depth == 0 ? BlockKind.OTHER : blocks.get(top()).kind();
        }

        int topBodyStart() {
            return depth == 0 ? 0 : blocks.get(top()).body().from();
        }

        boolean insideCallable() {
            return callables > 0;
        }

        void open(BlockKind kind, String name, int header, Span body, boolean async) {
            if (depth == open.length) {
                open = Arrays.copyOf(open, depth * 2);
            }
            blocks.add(new Block(kind, name, header, body, top(), async));
            callables += callable(kind) ? 1 : 0;
            open[depth++] = blocks.size() - 1;
        }

        /** Closes what ended before this token and gives the token to the innermost block that is open. */
        void reach(int token) {
            while (depth > 0 && blocks.get(top()).body().to() <= token) {
                callables -= callable(topKind()) ? 1 : 0;
                depth--;
            }
            owner[token] = top();
        }

        private static boolean callable(BlockKind kind) {
            return kind == BlockKind.FUNCTION || kind == BlockKind.LAMBDA;
        }

        Outline build() {
            return new Outline(blocks, owner);
        }
    }
}
