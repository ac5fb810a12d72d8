package io.opdbus.agents.review.token;

import io.opdbus.agents.review.source.SourceFile;

/** For formats that are read line by line instead. */
final class NothingScanner extends Scanner {
    NothingScanner(SourceFile file) {
        super(file);
    }

    @Override
    void step() {
        at = text.length();
    }
}
