package io.privicore.application.query;

/** Which page is wanted, from 1, and how long pages are, at most {@value #MAX_PER_PAGE}. */
public record Paging(int page, int perPage) {

    public static final int MAX_PER_PAGE = 200;
    public static final Paging FIRST = new Paging(1, 25);

    public Paging {
        if (page < 1) {
            throw new IllegalArgumentException("Expected a page from 1, but got " + page);
        }
        if (perPage < 1 || perPage > MAX_PER_PAGE) {
            throw new IllegalArgumentException(
                    "Expected 1 to %d items a page, but got %d".formatted(MAX_PER_PAGE, perPage));
        }
    }

    public long offset() {
        return (page - 1L) * perPage;
    }
}
