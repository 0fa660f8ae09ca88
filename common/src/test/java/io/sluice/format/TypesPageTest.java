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
package io.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import io.sluice.it.read.OrcContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.Test;

/** The page of types has what files contain; run with -Dsluice.update.pages=true. */
class TypesPageTest {
  private static final Path PAGE = Path.of("..", "config-examples", "types.md");

  private static final String INTRODUCTION =
      """
      # Types

      What the values of records are in files, with the default settings. The first column is the
      type of Connect, and the name of its schema if the name determines the type.

      - Timestamps of Debezium without a zone (`Timestamp`, `MicroTimestamp`, `NanoTimestamp`) are
        local timestamps; those with a zone are points in time.
      - `io.debezium.time.ZonedTimestamp` is a point in time in microseconds in `avro`, `parquet` and
        `orc`: its offset is not stored, and a value with more digits is reported. With the name in
        `types.plain` it stays a text. `json` and `csv` have the text as it was sent.
      - A time of day above 24 hours, which MySQL permits, is reported, unless its name is in
        `types.plain`.
      - A point in time or local timestamp that does not fit into 64 bits of microseconds is reported
        in `avro`, `parquet` and `orc`, because readers fail on it.
      - Values of any other name, such as `io.debezium.data.Enum`, `EnumSet`, `Bits` and `Xml`,
        `io.debezium.time.Year` and `Interval`, are what their type says: texts, bytes and numbers.
        Enums of Debezium and of Protobuf are texts, because a value may be none of the symbols.
      - A Decimal that may have more than 38 digits is a text, or is reported with
        `decimal.large=reject`. A negative scale becomes 0.
      - With the schema that the producer registered, a reader of `avro` reads all types but those that
        are converted: `io.debezium.time.ZonedTimestamp`, `io.debezium.data.VariableScaleDecimal`,
        and decimals of a fixed. The first two are not converted if they are in `types.plain`.
      - A schema that contains itself can be written in `json` only.
      - Optional values are nullable in every format. Names, versions and parameters of schemas that a
        format has no place for are properties `sluice.*` in `avro` and, names only, in `orc`.
      - The symbols of an enum are sorted by name, unless the converter passes their order
        (`generalized.sum.type.support`).

      The settings that choose other types: `decimal.large`, `types.plain`, `json.decimal`,
      `json.time`, and the families `parquet.*` and `orc.*`.

      | Connect | `avro` | `parquet` | `orc` | `json` | `csv` |
      |---|---|---|---|---|---|
      """;

  private static byte[] file(FormatConfig config, TypeExample example) throws IOException {
    Schema schema = SchemaBuilder.struct().field("f", example.schema()).build();
    Struct row = new Struct(schema).put("f", example.value());
    TestFile file = TestFile.of(config, schema, row);
    file.append(row);
    return file.finish();
  }

  private static String row(TypeExample example) throws IOException {
    return List.of(
            example.title(),
            avro(file(FormatConfigs.of(FormatName.AVRO), example)),
            parquet(file(FormatConfigs.of(FormatName.PARQUET), example)),
            orc(file(FormatConfigs.of(FormatName.ORC), example)),
            code(json(file(FormatConfigs.of(FormatName.JSON), example))),
            code(csv(file(FormatConfigs.of(FormatName.CSV, "csv.header", "false"), example))))
        .stream()
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String avro(byte[] file) throws IOException {
    try (DataFileReader<Object> reader =
        new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>())) {
      return avro(reader.getSchema().getField("f").schema());
    }
  }

  private static String avro(org.apache.avro.Schema type) {
    String logical = type.getLogicalType() == null ? "" : ", " + type.getLogicalType().getName();
    return switch (type.getType()) {
      case ENUM -> "enum " + type.getFullName();
      case FIXED -> "fixed " + type.getFullName() + " of " + type.getFixedSize() + " bytes";
      case UNION ->
          "union of "
              + type.getTypes().stream().map(each -> avro(each)).collect(Collectors.joining(", "));
      case ARRAY -> "array of " + avro(type.getElementType());
      case MAP -> "map of " + avro(type.getValueType());
      default -> type.getType().getName() + logical;
    };
  }

  private static String parquet(byte[] file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(new BytesFile(file))) {
      Type type = reader.getFileMetaData().getSchema().getType("f");
      if (type.isPrimitive()) {
        String annotation =
            type.getLogicalTypeAnnotation() == null ? "" : ", " + type.getLogicalTypeAnnotation();
        return type.asPrimitiveType()
                .getPrimitiveTypeName()
                .name()
                .toLowerCase(java.util.Locale.ROOT)
            + annotation;
      }
      return type.getLogicalTypeAnnotation() == null
          ? "group"
          : "group, " + type.getLogicalTypeAnnotation();
    }
  }

  private static String orc(byte[] file) throws IOException {
    try (OrcContent content = OrcContent.of(file)) {
      return content.reader().getSchema().findSubtype("f").toString();
    }
  }

  private static String json(byte[] file) {
    String document = new String(file, StandardCharsets.UTF_8).strip();
    return document.substring("{\"f\":".length(), document.length() - 1);
  }

  private static String csv(byte[] file) {
    return new String(file, StandardCharsets.UTF_8).strip();
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }

  @Test
  void pageHasWhatFilesContain() throws IOException {
    StringBuilder printed = new StringBuilder(INTRODUCTION);
    for (TypeExample example : TypeExample.all()) {
      printed.append(row(example));
    }
    if (Boolean.getBoolean("sluice.update.pages")) {
      Files.writeString(PAGE, printed);
    }
    assertThat(PAGE).hasContent(printed.toString());
  }
}
