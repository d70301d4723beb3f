package io.jenkins.plugins.codepipeline.demo.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * The AWS JSON of the SDK's model classes, read and written from the side of the service. The fields and their types are
 * those of {@link SdkPojo#sdkFields()}.
 */
final class Json {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    static String write(Object tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps, lists, texts and numbers can be written as JSON", e);
        }
    }

    /** Turns a structure into the tree of its JSON, without the fields that are not set. */
    static Map<String, Object> tree(SdkPojo structure) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (SdkField<?> field : structure.sdkFields()) {
            Object value = field.getValueOrDefault(structure);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                tree.put(field.locationName(), value(value));
            }
        }
        return tree;
    }

    private static Object value(Object value) {
        if (value instanceof SdkPojo structure) {
            return tree(structure);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Json::value).toList();
        }
        return value instanceof Instant time ? time.getEpochSecond() : value;
    }

    /**
     * Reads a request. Unknown members are ignored, as AWS ignores them.
     *
     * @throws ServiceException if the text is not JSON, or a value has another type than its member
     */
    static <T> T read(String body, SdkPojo builder, Class<T> type) throws ServiceException {
        Object tree;
        try {
            tree = MAPPER.readValue(body, Object.class);
        } catch (JsonProcessingException e) {
            throw mismatch();
        }
        return type.cast(structure(tree, builder));
    }

    private static Object structure(Object tree, SdkPojo builder) throws ServiceException {
        Map<?, ?> members = expect(tree, Map.class);
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = members.get(field.locationName());
            if (value != null) {
                field.set(builder, value(value, field));
            }
        }
        return ((Buildable) builder).build();
    }

    private static Object value(Object value, SdkField<?> field) throws ServiceException {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return structure(value, field.constructor().get());
        }
        if (type == MarshallingType.MAP) {
            SdkField<?> valueField = field.getTrait(MapTrait.class).valueFieldInfo();
            Map<Object, Object> map = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) expect(value, Map.class)).entrySet()) {
                map.put(entry.getKey(), value(entry.getValue(), valueField));
            }
            return map;
        }
        if (type == MarshallingType.LIST) {
            SdkField<?> elementField = field.getTrait(ListTrait.class).memberFieldInfo();
            List<Object> list = new ArrayList<>();
            for (Object element : expect(value, List.class)) {
                list.add(value(element, elementField));
            }
            return list;
        }
        if (type == MarshallingType.INSTANT) {
            return Instant.ofEpochMilli(new BigDecimal(expect(value, Number.class).toString()).movePointRight(3).longValue());
        }
        return expect(value, type.getTargetClass());
    }

    private static <T> T expect(Object value, Class<T> type) throws ServiceException {
        if (!type.isInstance(value)) {
            throw mismatch();
        }
        return type.cast(value);
    }

    private static ServiceException mismatch() {
        return new ServiceException("SerializationException", "The request could not be read");
    }
}
