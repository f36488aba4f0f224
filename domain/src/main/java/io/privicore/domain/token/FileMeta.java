package io.privicore.domain.token;

import io.privicore.domain.kernel.Name;

/** What the caller says of the file behind a token. Texts are the caller's own; the engine does not read files. */
public record FileMeta(Name fileName, String extension, String context, long size, String path) {

    public static final int MAX_EXTENSION = 32;
    public static final int MAX_PATH = 4096;

    public FileMeta {
        if (extension.length() > MAX_EXTENSION) {
            throw new IllegalArgumentException("Expected an extension of at most " + MAX_EXTENSION + " characters");
        }
        if (context.length() > DataContext.MAX) {
            throw new IllegalArgumentException("Expected a context of at most " + DataContext.MAX + " characters");
        }
        if (path.length() > MAX_PATH) {
            throw new IllegalArgumentException("Expected a path of at most " + MAX_PATH + " characters");
        }
        if (size < 0) {
            throw new IllegalArgumentException("Expected a size of 0 or more, but got " + size);
        }
    }

    /** Of a file of which no more than its name is known; what follows the last dot is its extension. */
    public static FileMeta named(Name name, long size) {
        int dot = name.value().lastIndexOf('.');
        var extension = dot < 1 ? "" : name.value().substring(dot + 1);
        return new FileMeta(name, extension.length() > MAX_EXTENSION ? "" : extension, "", size, "");
    }
}
