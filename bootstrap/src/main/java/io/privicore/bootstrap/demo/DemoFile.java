package io.privicore.bootstrap.demo;

import java.io.IOException;
import java.io.InputStream;

/** What the demo is about. */
public interface DemoFile {

    /** What fits into one message, after encryption. */
    int LONGEST_INLINE = 51_200;

    String name();

    long size();

    /** The same bytes every time. */
    InputStream open() throws IOException;

    default boolean fitsInline() {
        return size() + FileCipher.OVERHEAD <= LONGEST_INLINE;
    }
}
