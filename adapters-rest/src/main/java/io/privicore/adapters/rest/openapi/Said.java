package io.privicore.adapters.rest.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/** A {@link Described} as the index of classes holds it. */
record Said(AnnotationInstance annotation, IndexView index) {

    String title() {
        return text("title");
    }

    String scope() {
        return text("scope");
    }

    boolean open() {
        return flag(annotation, "open");
    }

    boolean secret() {
        return flag(annotation, "secret");
    }

    boolean held() {
        return flag(annotation, "held");
    }

    boolean freeFields() {
        return flag(annotation, "freeFields");
    }

    String answer() {
        return text("answer");
    }

    String receipt() {
        return text("receipt");
    }

    /** A command's own answer is its receipt. */
    boolean isCommand() {
        return answer().isEmpty();
    }

    String description() {
        var text = new StringBuilder(text("about"));
        if (!scope().isEmpty()) {
            text.append("\n\nScope: `").append(scope()).append("`.");
        }
        var rejections = annotation.value("rejections");
        if (rejections != null) {
            text.append("\n\nMay be rejected with `")
                    .append(String.join("`, `", rejections.asStringArray()))
                    .append("`.");
        }
        return text.toString();
    }

    List<Taken> fields() {
        List<Taken> taken = new ArrayList<>(taken(annotation.value("fields")));
        var others = annotation.value("fieldsOf");
        if (others != null) {
            for (var type : others.asClassArray()) {
                taken.addAll(taken(index.getClassByName(type.name())
                        .declaredAnnotation(Fields.class)
                        .value()));
            }
        }
        return taken;
    }

    private static List<Taken> taken(@Nullable AnnotationValue fields) {
        return fields == null
                ? List.of()
                : Arrays.stream(fields.asNestedArray()).map(Taken::new).toList();
    }

    private String text(String name) {
        AnnotationValue value = annotation.value(name);
        return value == null ? "" : value.asString();
    }

    private static boolean flag(AnnotationInstance annotation, String name) {
        var value = annotation.value(name);
        return value != null && value.asBoolean();
    }

    /** A {@link Field} as the index of classes holds it. */
    record Taken(AnnotationInstance annotation) {

        String name() {
            return annotation.value("name").asString();
        }

        String about() {
            return annotation.value("about").asString();
        }

        String example() {
            return annotation.value("example").asString();
        }

        boolean required() {
            var value = annotation.value("required");
            return value == null || value.asBoolean();
        }

        Field.Type type() {
            var value = annotation.value("type");
            return value == null ? Field.Type.TEXT : Field.Type.valueOf(value.asEnum());
        }
    }
}
