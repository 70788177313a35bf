package io.powerx.publish.sandbox.store;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A record type as a type of rows: the component {@code createdAt} is the column {@code created_at}, and times are in milliseconds. */
final class RowType<R extends Record> {
    private final List<RecordComponent> components;
    private final Constructor<R> constructor;

    RowType(Class<R> type) {
        this.components = List.of(type.getRecordComponents());
        try {
            this.constructor = type.getDeclaredConstructor(
                    components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has this constructor", e);
        }
        constructor.setAccessible(true);
        components.forEach(component -> component.getAccessor().setAccessible(true));
    }

    List<String> columns() {
        return components.stream().map(RowType::column).toList();
    }

    R read(ResultSet row) throws SQLException {
        @Nullable Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(row, column(components.get(i)), components.get(i).getType());
        }
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(Arrays.toString(values), e);
        }
    }

    List<@Nullable Object> values(Record row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordComponent component : components) {
            try {
                Object value = component.getAccessor().invoke(row);
                values.add(value instanceof Instant time ? (Object) time.toEpochMilli() : value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component.toString(), e);
            }
        }
        return values;
    }

    private static @Nullable Object value(ResultSet row, String column, Class<?> type) throws SQLException {
        if (type == int.class) {
            return row.getInt(column);
        }
        if (type == long.class) {
            return row.getLong(column);
        }
        if (type == boolean.class) {
            return row.getBoolean(column);
        }
        if (type == Instant.class) {
            Long millis = row.getObject(column, Long.class);
            return millis == null ? null : Instant.ofEpochMilli(millis);
        }
        return row.getObject(column, type);
    }

    private static String column(RecordComponent component) {
        return component.getName().replaceAll("[A-Z]", "_$0").toLowerCase(Locale.ROOT);
    }
}
