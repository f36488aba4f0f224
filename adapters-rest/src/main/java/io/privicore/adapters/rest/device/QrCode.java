package io.privicore.adapters.rest.device;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A text as a picture that a camera can read. */
final class QrCode {

    /** Light modules around the code, without which cameras do not find it. */
    private static final int MARGIN = 4;

    private static final int PIXELS_OF_MODULE = 8;
    private static final int LIGHT = 0xffffff;

    private final BitMatrix modules;

    private QrCode(BitMatrix modules) {
        this.modules = modules;
    }

    static QrCode of(String text) {
        try {
            return new QrCode(new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.MARGIN,
                                    MARGIN,
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.CHARACTER_SET,
                                    "UTF-8")));
        } catch (WriterException e) {
            throw new IllegalArgumentException("Expected a text that fits into a QR code, but it is too long", e);
        }
    }

    /** As large as wanted: every dark run of a row is one rectangle of a path. */
    String svg() {
        int size = modules.getWidth();
        var dark = new StringBuilder();
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int end = x;
                while (end < size && modules.get(end, y)) {
                    end++;
                }
                if (end > x) {
                    dark.append("M%d %dh%dv1h-%dz".formatted(x, y, end - x, end - x));
                    x = end;
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
                <path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>
                """.formatted(size, size, size, size, dark);
    }

    byte[] png() {
        int size = modules.getWidth() * PIXELS_OF_MODULE;
        var image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if (!modules.get(x / PIXELS_OF_MODULE, y / PIXELS_OF_MODULE)) {
                    image.setRGB(x, y, LIGHT);
                }
            }
        }
        var bytes = new ByteArrayOutputStream();
        // In memory, since the picture stands for a secret and other ways put it into a file on the way.
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
