package io.privicore.bootstrap.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * A file on its way: what has come lies beside it under the same name and {@code .part}, and becomes the file when all is
 * there and fits the digest that the platform gave.
 */
public final class PartialFile {

    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int BUFFER = 256 << 10;

    private final Path file;
    private final Path part;

    public PartialFile(Path file) {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
    }

    /** Fetches the data of the token, as often as it takes. */
    public void fetch(ApiClient api, String token, Progress progress) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            switch (api.requestData(token)) {
                case ApiClient.Answer.Refused refused ->
                    throw new ClientFailure("The platform does not give it out: " + refused.reason());
                case ApiClient.Answer.Inline inline -> {
                    Files.write(part, inline.data());
                    complete();
                    return;
                }
                case ApiClient.Answer.Stream stream -> {
                    try {
                        fetch(api, stream.stream(), progress);
                        complete();
                        return;
                    } catch (Transfers.NothingLeft longer) {
                        // What is there is of something else, or was whole and never checked.
                        Files.delete(part);
                    } catch (IOException brokenOff) {
                        if (attempt == ATTEMPTS) {
                            throw new ClientFailure(
                                    "The download broke off %d times, the last time because of %s. The same call goes on from here."
                                            .formatted(ATTEMPTS, brokenOff),
                                    brokenOff);
                        }
                        Thread.sleep(PAUSE);
                    }
                }
            }
        }
    }

    private void fetch(ApiClient api, URI stream, Progress progress) throws IOException, InterruptedException {
        long there = Files.exists(part) ? Files.size(part) : 0;
        try (var download = api.download(stream, there);
                OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            byte[] buffer = new byte[BUFFER];
            InputStream data = download.data();
            for (int read = data.read(buffer); read >= 0; read = data.read(buffer)) {
                out.write(buffer, 0, read);
                there += read;
                progress.at(there, download.total());
            }
            requireWhole(there, download.total(), download.sha256());
        }
    }

    private void requireWhole(long length, long total, Optional<String> sha256) throws IOException {
        if (length < total) {
            throw new IOException("Expected %d bytes, but only %d came".formatted(total, length));
        }
        if (length > total
                || sha256.filter(expected -> !expected.equals(digest())).isPresent()) {
            Files.delete(part);
            throw new ClientFailure("What came is not what was stored, and was thrown away.");
        }
    }

    private String digest() {
        try (InputStream in = Files.newInputStream(part)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha.update(buffer, 0, read);
            }
            return Base64.getEncoder().encodeToString(sha.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void complete() throws IOException {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
