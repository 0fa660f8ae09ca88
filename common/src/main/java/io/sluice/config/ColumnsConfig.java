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

import static io.sluice.config.KeyGroup.Label.low;
import static io.sluice.config.KeyGroup.Label.medium;

import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Which fields of values are columns, and their names, in formats with columns.
 *
 * @param naming how columns are named after fields
 * @param dropPathFields whether the fields in paths are omitted
 * @param pathFields the fields of values that are levels of directories
 */
public record ColumnsConfig(ColumnNaming naming, boolean dropPathFields, Set<String> pathFields) {

  public static final String COLUMN_NAMES = "column.names";
  public static final String DROP_PATH_FIELDS = "drop.path.fields";

  /** All fields, with their own names. */
  public static final ColumnsConfig DEFAULT =
      new ColumnsConfig(ColumnNaming.ORIGINAL, false, Set.of());

  public ColumnsConfig {
    pathFields = Set.copyOf(pathFields);
  }

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    group
        .choice(
            COLUMN_NAMES,
            DEFAULT.naming(),
            medium(
                    Width.SHORT,
                    "Column names",
                    "How the columns of files are named after the fields of values.",
                    "Names are unique in their struct regardless of case: the second of two equal"
                        + " ones gets the suffix `_2`. Fields whose names are safe keep them. With"
                        + " `original`, only names of `parquet` and `orc` that differ by case get a"
                        + " suffix, because Spark and Hive do not distinguish `id` from `ID`.",
                    "Files of `avro`, `parquet` and `orc` contain the names of fields that were"
                        + " changed in the metadata `sluice.column.names`, a JSON object from columns"
                        + " to fields. Keys of maps are data and do not change; names of objects"
                        + " without a schema do.")
                .value("original", "as the fields")
                .value(
                    "safe",
                    "with an underscore in the place of each character that is not a letter or digit"
                        + " of ASCII, and before a digit at the beginning; accents are removed")
                .value("lower", "as `safe`, in lower case"))
        .flag(
            DROP_PATH_FIELDS,
            DEFAULT.dropPathFields(),
            low(
                Width.SHORT,
                "Drop path fields",
                "Whether files omit the fields of values that are levels of `directory.template`.",
                "A level is the whole of `{value.region}` or `region={value.region}`; nested fields"
                    + " such as `{value.a.b}` are never omitted. Readers that discover"
                    + " partitions, such as Spark and Hive, get the values from the paths, as texts"
                    + " or as types that they infer."));
  }

  /** Reads the keys. */
  static ColumnsConfig from(AbstractConfig config) {
    return new ColumnsConfig(
        Choices.read(config, COLUMN_NAMES, ColumnNaming.class),
        config.getBoolean(DROP_PATH_FIELDS),
        Set.of());
  }

  /**
   * These settings for a template.
   *
   * @param fields the fields of values that are levels of directories
   */
  ColumnsConfig withPathFields(Set<String> fields) {
    return new ColumnsConfig(naming, dropPathFields, fields);
  }

  /** The fields of values that are no columns. */
  public Set<String> dropped() {
    return dropPathFields ? pathFields : Set.of();
  }

  /** Checks the keys against the format and the fields of records. */
  void check(FormatConfig config, BiConsumer<String, String> errors) {
    FormatName format = config.format();
    if (!format.hasColumns()) {
      if (naming != ColumnNaming.ORIGINAL) {
        refuse(COLUMN_NAMES, Choices.name(naming), format, errors);
      }
      if (dropPathFields) {
        refuse(DROP_PATH_FIELDS, "true", format, errors);
      }
    } else if (dropPathFields && !config.fields().isValueOnly()) {
      errors.accept(
          DROP_PATH_FIELDS,
          DROP_PATH_FIELDS
              + "=true requires files that contain only values; remove it, or set "
              + FieldsConfig.RECORD_FIELDS
              + " to value");
    }
  }

  private static void refuse(
      String key, String value, FormatName format, BiConsumer<String, String> errors) {
    errors.accept(
        key,
        "%s=%s has no effect with %s=%s, which has no columns; remove it, or use a format such as avro"
            .formatted(key, value, FormatConfig.FORMAT, Choices.name(format)));
  }
}
