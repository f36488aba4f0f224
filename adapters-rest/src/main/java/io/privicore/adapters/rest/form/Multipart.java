package io.privicore.adapters.rest.form;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooLongFormFieldException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooManyFormFieldsException;
import io.privicore.adapters.rest.problem.ProblemThrown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads multipart/form-data that is in memory already. A part that comes as a file counts as the field's text. */
final class Multipart {

    private Multipart() {}

    static void read(String contentType, byte[] body, int maxFields, FieldTree fields) {
        var request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        if (!HttpPostRequestDecoder.isMultipart(request)) {
            throw FormReader.malformed("Expected multipart/form-data with a boundary, but there is none");
        }
        HttpPostMultipartRequestDecoder decoder = null;
        try {
            decoder = new HttpPostMultipartRequestDecoder(
                    new DefaultHttpDataFactory(false), request, StandardCharsets.UTF_8, maxFields + 1, -1);
            for (var part : decoder.getBodyHttpDatas()) {
                switch (part) {
                    case Attribute text -> fields.put(text.getName(), text.getValue());
                    case FileUpload file -> fields.put(file.getName(), file.getString(StandardCharsets.UTF_8));
                    default -> {
                        // Parts of parts carry nothing by themselves.
                    }
                }
            }
        } catch (TooManyFormFieldsException | TooLongFormFieldException e) {
            throw FormReader.invalid("body", "too_many", "Expected at most %d fields".formatted(maxFields));
        } catch (ProblemThrown e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The decoder meets hostile bodies with any exception there is.
            throw FormReader.malformed("Expected multipart/form-data, but the body is not");
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
        }
    }
}
