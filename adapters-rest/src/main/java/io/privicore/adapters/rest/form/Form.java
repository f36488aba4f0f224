package io.privicore.adapters.rest.form;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.privicore.adapters.rest.problem.Problem;
import io.privicore.adapters.rest.problem.ProblemThrown;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one request, whatever body they came in. Reading a field that is at fault notes the fault and goes on, so
 * that one answer names them all.
 */
public final class Form {

    private static final ObjectMapper JSON = FormReader.mapper();

    private final Map<String, Object> fields;
    private final String prefix;
    private final Faults faults;
    private final Set<String> seen = new HashSet<>();
    private final List<Form> groups = new ArrayList<>();

    Form(Map<String, Object> fields) {
        this(fields, "", new Faults());
    }

    private Form(Map<String, Object> fields, String prefix, Faults faults) {
        this.fields = fields;
        this.prefix = prefix;
        this.faults = faults;
    }

    public static Form empty() {
        return new Form(new LinkedHashMap<>());
    }

    /**
     * Makes a record of the fields and refuses what is at fault: fields that are missing, that cannot be read, and that
     * nobody asked for.
     */
    public <T> T read(Function<? super Form, ? extends T> record) {
        return read(record, this::refuseUnknown);
    }

    /** Like {@link #read(Function)}, but leaves alone what nobody asked for. */
    public <T> T readKnown(Function<? super Form, ? extends T> record) {
        return read(record, () -> {});
    }

    private <T> T read(Function<? super Form, ? extends T> record, Runnable whatIsLeft) {
        T result;
        try {
            result = record.apply(this);
        } catch (ProblemThrown e) {
            throw e;
        } catch (Refusal e) {
            if (e.reason().kind() != Reason.Kind.INVALID
                    || (faults.isEmpty() && e.field().isEmpty())) {
                throw e;
            }
            if (!e.field().isEmpty()) {
                faults.add(prefix + e.field(), e.reason().key(), message(e));
            }
            whatIsLeft.run();
            faults.refuse();
            throw e;
        } catch (RuntimeException e) {
            // A record made of fields at fault may well refuse them in its own way: the noted faults say it better.
            if (faults.isEmpty()) {
                throw e instanceof IllegalArgumentException invalid ? refused(invalid) : e;
            }
            whatIsLeft.run();
            faults.refuse();
            throw e;
        }
        whatIsLeft.run();
        faults.refuse();
        return result;
    }

    public <T> T required(String name, Function<String, ? extends T> value) {
        var text = text(name);
        if (text.isEmpty() || text.get().isBlank()) {
            faults.add(prefix + name, "required", "it is missing");
            return nothing();
        }
        return convert(name, text.get(), value);
    }

    /** Like {@link #required(String, Function)}, with what a field at fault reads as, so that reading can go on. */
    public <T> T required(String name, Function<String, ? extends T> value, T otherwise) {
        T read = required(name, value);
        return read == null ? otherwise : read;
    }

    /** A field that must be there and may be empty. */
    public String text(String name, boolean required) {
        var text = text(name);
        if (required && text.isEmpty() && !faults.has(prefix + name)) {
            faults.add(prefix + name, "required", "it is missing");
        }
        return text.orElse("");
    }

    /** Like {@link #text(String, boolean)}, for a text that is checked; one at fault reads as the empty text. */
    public String text(String name, boolean required, UnaryOperator<String> check) {
        String checked = convert(name, text(name, required), check);
        return checked == null ? "" : checked;
    }

    /** A field that need not be there; one that is blank counts as not there. */
    public <T> Optional<T> optional(String name, Function<String, ? extends T> value) {
        return text(name).filter(text -> !text.isBlank()).map(text -> convert(name, text, value));
    }

    public <T> T optional(String name, Function<String, ? extends T> value, T otherwise) {
        return this.<T>optional(name, value).orElse(otherwise);
    }

    public boolean flag(String name) {
        return optional(name, Values::flag, false);
    }

    /** JSON array, repeated field, {@code name[]} fields, or one text with commas. */
    public <T> List<T> list(String name, Function<String, ? extends T> value) {
        seen.add(name);
        List<T> values = new ArrayList<>();
        for (var text : texts(name)) {
            values.add(convert(name, text, value));
        }
        return values;
    }

    /** Like {@link #list}, with at least one value in it. */
    public <T> List<T> someOf(String name, Function<String, ? extends T> value) {
        List<T> values = list(name, value);
        if (values.isEmpty() && !faults.has(prefix + name)) {
            faults.add(prefix + name, "required", "it is missing");
        }
        return values;
    }

    /** Whatever a field holds; a text that is a JSON list or object stands for that. */
    public Optional<Object> any(String name) {
        seen.add(name);
        return switch (fields.get(name)) {
            case null -> Optional.empty();
            case String text when text.isBlank() -> Optional.empty();
            case String text
            when text.strip().startsWith("[") -> Optional.of(parsed(name, text, List.class, List.of()));
            case String text when text.strip().startsWith("{") -> Optional.of(parsed(name, text, Map.class, Map.of()));
            case Object value -> Optional.of(value);
        };
    }

    /** Free fields in one group: a JSON object, a JSON text, or {@code name[field]} fields. */
    public Metadata object(String name) {
        return metadata(name, objectOf(name).orElse(Map.of()));
    }

    /** A group of fields with names of their own. */
    public Optional<Form> group(String name) {
        return objectOf(name).map(object -> {
            var group = new Form(object, prefix + name + ".", faults);
            groups.add(group);
            return group;
        });
    }

    /** All fields that were not read before: an operation that takes free fields. */
    public Metadata rest() {
        Map<String, Object> rest = new LinkedHashMap<>(fields);
        rest.keySet().removeAll(seen);
        seen.addAll(fields.keySet());
        return metadata("", rest);
    }

    /** Takes a field over from elsewhere in the request; what both say must be the same. */
    public void takeOver(String name, Form other) {
        var value = other.fields.get(name);
        if (value == null) {
            return;
        }
        var own = fields.putIfAbsent(name, value);
        if (own != null && !own.equals(value)) {
            faults.add(prefix + name, "ambiguous", "it is said twice, and differently");
        }
    }

    /** The names of all fields there are. */
    public Set<String> names() {
        return fields.keySet();
    }

    /** Whether something is wrong with the field, as far as it was read. */
    public boolean isAtFault(String name) {
        return faults.has(prefix + name);
    }

    /** Notes a field at fault that only the operation can tell. */
    public void fault(String name, String key, String because) {
        seen.add(name);
        faults.add(prefix + name, key, because);
    }

    /** The fields in a form in which equal requests are equal bytes, whatever body they came in. */
    public byte[] canonical(String operation) {
        return Canonical.bytes(operation, fields);
    }

    private Metadata metadata(String name, Map<String, Object> object) {
        try {
            return object.isEmpty() ? Metadata.EMPTY : new Metadata(object);
        } catch (IllegalArgumentException e) {
            faults.add(name.isEmpty() ? prefix + "meta" : prefix + name, "invalid", message(e));
            return Metadata.EMPTY;
        }
    }

    private Optional<String> text(String name) {
        seen.add(name);
        var value = fields.get(name);
        return switch (value) {
            case null -> Optional.empty();
            case Map<?, ?> _, List<?> _ -> {
                faults.add(prefix + name, "invalid", "it is not one text");
                yield Optional.empty();
            }
            case Object scalar -> Optional.of(Canonical.text(scalar));
        };
    }

    private List<String> texts(String name) {
        return switch (fields.get(name)) {
            case null -> List.of();
            case List<?> list -> scalars(name, list);
            case Map<?, ?> map
            when map.keySet().stream().allMatch(Form::isIndex) -> scalars(name, List.copyOf(map.values()));
            case Map<?, ?> _ -> scalars(name, List.of(Map.of()));
            case String text
            when text.strip().startsWith("[") -> scalars(name, parsed(name, text, List.class, List.of()));
            case Object scalar ->
                List.of(Canonical.text(scalar).split(",")).stream()
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .toList();
        };
    }

    private List<String> scalars(String name, List<?> list) {
        List<String> texts = new ArrayList<>();
        for (var item : list) {
            if (item instanceof Map || item instanceof List || item == null) {
                faults.add(prefix + name, "invalid", "it is not a list of texts");
                return List.of();
            }
            texts.add(Canonical.text(item));
        }
        return texts;
    }

    @SuppressWarnings("unchecked")
    private Optional<Map<String, Object>> objectOf(String name) {
        seen.add(name);
        return switch (fields.get(name)) {
            case null -> Optional.empty();
            case Map<?, ?> object -> Optional.of((Map<String, Object>) object);
            case String text when text.isBlank() -> Optional.empty();
            case String text
            when text.strip().startsWith("{") ->
                Optional.of((Map<String, Object>) parsed(name, text, Map.class, Map.of()));
            case Object _ -> {
                faults.add(prefix + name, "invalid", "it is not a JSON object");
                yield Optional.empty();
            }
        };
    }

    private <T> T parsed(String name, String text, Class<T> type, T otherwise) {
        try {
            var value = Purity.clean(JSON.readValue(text, type));
            return value == null ? otherwise : type.cast(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException | IllegalArgumentException e) {
            faults.add(prefix + name, "invalid", "it is not JSON that can be kept");
            return otherwise;
        }
    }

    private <T> T convert(String name, String text, Function<String, ? extends T> value) {
        try {
            return value.apply(text);
        } catch (IllegalArgumentException e) {
            faults.add(prefix + name, "invalid", message(e));
        } catch (Refusal e) {
            if (e.reason().kind() != Reason.Kind.INVALID) {
                throw e;
            }
            faults.add(prefix + name, e.reason().key(), message(e));
        }
        return nothing();
    }

    private void refuseUnknown() {
        for (var name : fields.keySet()) {
            if (!seen.contains(name)) {
                faults.add(prefix + name, "unknown", "there is no such field");
            }
        }
        groups.forEach(Form::refuseUnknown);
    }

    private static boolean isIndex(Object key) {
        var text = key.toString();
        return !text.isEmpty() && text.length() < 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The record refused fields that are well each by itself. Only a text of our own is fit to be shown. */
    private static ProblemThrown refused(IllegalArgumentException e) {
        var message = message(e);
        return new ProblemThrown(Problem.invalid(
                "request.invalid",
                message.startsWith("Expected") ? message : "Expected fields that go together, but they do not",
                Map.of()));
    }

    private static String message(RuntimeException e) {
        return e.getMessage() == null ? "it is not valid" : e.getMessage();
    }

    /** A field at fault reads as nothing. The record made of it is never seen: {@link #read} refuses before. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return (@Nullable T) null;
    }

    /** What is wrong with which field. */
    private static final class Faults {

        private final Map<String, List<String>> keys = new TreeMap<>();
        private final Set<String> details = new LinkedHashSet<>();

        void add(String field, String key, String because) {
            var those = keys.computeIfAbsent(field, _ -> new ArrayList<>());
            // A field may be read twice, or hold many values: one fault of a kind says it.
            if (!those.contains(key)) {
                those.add(key);
            }
            details.add(field + ": " + because);
        }

        boolean has(String field) {
            return keys.containsKey(field);
        }

        boolean isEmpty() {
            return keys.isEmpty();
        }

        void refuse() {
            if (!keys.isEmpty()) {
                var all = keys.values().stream().flatMap(List::stream).toList();
                // A single fault that the contract knows by a key of its own is also the key of the whole.
                var key = all.size() == 1 && all.getFirst().contains(".") ? all.getFirst() : "request.invalid";
                throw new ProblemThrown(Problem.invalid(key, String.join("; ", details), keys));
            }
        }
    }
}
