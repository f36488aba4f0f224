package io.privicore.adapters.rest.csv;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Passes a text on and knows whether it ended within quotes: the file was cut, or its rows are not what they seem. */
final class Quotes extends FilterReader {

    private boolean within;

    Quotes(Reader text) {
        super(text);
    }

    boolean isWithin() {
        return within;
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        within ^= c == '"';
        return c;
    }

    @Override
    public int read(char[] into, int from, int length) throws IOException {
        int count = super.read(into, from, length);
        for (int i = from; i < from + count; i++) {
            within ^= into[i] == '"';
        }
        return count;
    }
}
