/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.sluice.config;

import static io.sluice.config.KeyGroup.Label.medium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * What files hold of each record.
 *
 * @param fields at least one, none twice, in the order that files have them
 * @param nullValues whether a value may be null
 */
public record FieldsConfig(List<RecordField> fields, boolean nullValues) {

  public static final String RECORD_FIELDS = "record.fields";

  /** The value and nothing else. */
  public static final FieldsConfig VALUE = new FieldsConfig(List.of(RecordField.VALUE), false);

  private static final Set<RecordField> TEXTS =
      Set.of(RecordField.KEY, RecordField.VALUE, RecordField.TOPIC);

  public FieldsConfig {
    fields = List.copyOf(fields);
    if (fields.isEmpty() || new HashSet<>(fields).size() < fields.size()) {
      throw new IllegalArgumentException("not a choice of fields: " + fields);
    }
  }

  /** Adds the key to its group. */
  static void define(KeyGroup group) {
    group.add(
        RECORD_FIELDS,
        ConfigDef.Type.LIST,
        RecordField.VALUE.label(),
        new FieldNames(),
        medium(
            Width.MEDIUM,
            "Record fields",
            "What files hold of each record: one of key, value, headers, topic, partition, offset,"
                + " timestamp and ingest.time by itself, or several as the columns of a row, in"
                + " this order. Topic, partition and offset are those in Kafka, before"
                + " transformations; headers are a list of keys and texts; ingest.time, the column"
                + " ingest_time, is when the connector took the record. Formats text, bytes and"
                + " sequencefile hold one of key, value and topic. A key or value that is null and came"
                + " without a schema is in rows like those before it; if it came first, in files of"
                + " its own, as a text."));
  }

  /** Reads the key, and whether {@code null.values} lets null values in. */
  static FieldsConfig from(AbstractConfig config) {
    return new FieldsConfig(
        config.getList(RECORD_FIELDS).stream()
            .map(label -> RecordField.labelled(label).orElseThrow())
            .toList(),
        Choices.read(config, RecordConfig.NULL_VALUES, NullValues.class) == NullValues.WRITE);
  }

  /** Checks the key against the format. */
  void check(FormatName format, BiConsumer<String, String> errors) {
    if (!format.hasColumns() && (isRow() || !TEXTS.contains(fields.get(0)))) {
      errors.accept(
          RECORD_FIELDS,
          RECORD_FIELDS
              + " must be one of key, value and topic with "
              + FormatConfig.FORMAT
              + "="
              + Choices.name(format)
              + ", which has no columns; use a format that has, such as json or avro, for more");
    }
  }

  /** Whether a record becomes a row of columns, instead of a single value. */
  public boolean isRow() {
    return fields.size() > 1;
  }

  /** Whether the fields are what the ledger does not mention: the value alone. */
  public boolean isValueOnly() {
    return fields.equals(VALUE.fields());
  }

  /** The labels, with commas between them. */
  public String label() {
    return fields.stream().map(RecordField::label).collect(Collectors.joining(","));
  }

  private static final class FieldNames implements ConfigDef.Validator {
    @Override
    public void ensureValid(String key, Object value) {
      List<?> labels = (List<?>) value;
      if (labels.isEmpty()) {
        throw new ConfigException(key, value, "at least one field is needed, such as value");
      }
      List<Object> seen = new ArrayList<>();
      for (Object label : labels) {
        if (RecordField.labelled((String) label).isEmpty()) {
          throw new ConfigException(key, value, label + " is not one of " + this);
        }
        if (seen.contains(label)) {
          throw new ConfigException(key, value, label + " is named twice; name it once");
        }
        seen.add(label);
      }
    }

    @Override
    public String toString() {
      return Arrays.stream(RecordField.values())
          .map(RecordField::label)
          .collect(Collectors.joining(", "));
    }
  }
}
