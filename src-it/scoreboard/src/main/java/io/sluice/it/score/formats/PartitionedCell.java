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
package io.sluice.it.score.formats;

import static io.sluice.it.score.formats.Required.require;

import io.sluice.it.read.RemoteReader;
import io.sluice.it.read.RowReaders;
import io.sluice.it.read.Table;
import io.sluice.it.score.formats.FormatMatrix.Choice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Values in the names of directories, which readers take for columns: they are what was sent. The
 * column of the file that has the same name does not matter to readers.
 */
record PartitionedCell(String format) implements Cell {
  private static final String TOPIC = "regions";
  private static final long TIME = 1_709_290_800_000L;
  private static final String YEAR = "2024";

  private static final List<String> VALUES =
      Arrays.asList(
          "europe",
          "a b",
          "100%",
          "%41",
          "a=b",
          "a/b",
          "../../etc",
          ".",
          "_hidden",
          "\u00fcn\u00efcode",
          "e\u0301",
          "\u65e5\u672c",
          "\ud83d\ude00",
          "\u0085\u2028",
          "\t\u007f",
          "007",
          "1.50",
          "2024-03-01",
          "true",
          "null",
          "",
          null,
          "__HIVE_DEFAULT_PARTITION__",
          "a+b",
          "a:b\\c*?[d]{e}",
          "'\"#^`");

  private static final Schema SCHEMA =
      SchemaBuilder.struct()
          .name("io.sluice.Region")
          .field("id", Schema.INT64_SCHEMA)
          .field("region", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  static List<Cell> all() {
    return List.of(
        new PartitionedCell("parquet"),
        new PartitionedCell("orc"),
        new PartitionedCell("avro"),
        new PartitionedCell("json"));
  }

  @Override
  public String name() {
    return format + " in partitions";
  }

  @Override
  public String codec() {
    return "";
  }

  @Override
  public boolean isRead(Set<Remote> readers) {
    return readers.contains(Remote.SPARK) || isReadByDuckDb();
  }

  private boolean isReadByDuckDb() {
    return format.equals("parquet") || format.equals("json");
  }

  private static final class Regions implements Corpus {
    @Override
    public String name() {
      return TOPIC;
    }

    @Override
    public SinkRecord record(long seed, long offset) {
      Struct value =
          new Struct(SCHEMA).put("id", offset).put("region", VALUES.get(Math.toIntExact(offset)));
      return new SinkRecord(
          TOPIC, 0, null, null, SCHEMA, value, offset, TIME, TimestampType.CREATE_TIME);
    }

    @Override
    public Schema schema() {
      return SCHEMA;
    }

    @Override
    public Object row(long seed, long offset) {
      throw new UnsupportedOperationException("directories are compared, not files");
    }
  }

  @Override
  public Outcome run(RowReaders readers, Choice choice) throws IOException, InterruptedException {
    Map<String, String> settings =
        Map.of(
            "format",
            format,
            "directory.template",
            "{topic}/year={timestamp:yyyy}/region={value.region}");
    Set<String> names = new TreeSet<>();
    try (TaskOnDisk task = TaskOnDisk.start(settings, new Regions(), choice.seed(), 1)) {
      task.deliver(VALUES.size());
      Path directory = task.output().resolve(TOPIC);
      if (isReadByDuckDb()) {
        names.add("DuckDB");
        check("DuckDB", readers.table(duckDb(), directory.resolve("**/*." + format)));
      }
      for (RemoteReader reader : readers.remote()) {
        if (Remote.of(reader) == Remote.SPARK) {
          names.add(reader.name());
          check(reader.name(), reader.table(format, directory));
        }
      }
    }
    return new Outcome("", VALUES.size(), VALUES.size(), names);
  }

  private String duckDb() {
    return "SELECT * FROM read_"
        + format
        + "(?, hive_partitioning = true, hive_types_autocast = false)";
  }

  private static void check(String reader, Table table) {
    require(table.rows().size() == VALUES.size(), reader + " finds " + table.rows().size());
    List<String> wrong = new ArrayList<>();
    Map<Long, Object> regions = new HashMap<>();
    for (Map<String, Object> row : table.rows()) {
      require(YEAR.equals(row.get("year")), reader + " finds the year " + row.get("year"));
      regions.put(((Number) row.get("id")).longValue(), row.get("region"));
    }
    for (int i = 0; i < VALUES.size(); i++) {
      // The empty text has a reserved name, because a directory must not be called region=.
      String sent = "".equals(VALUES.get(i)) ? "%empty" : VALUES.get(i);
      Object found = regions.get((long) i);
      if (!Objects.equals(sent, found)) {
        wrong.add(found + " instead of " + sent);
      }
    }
    require(wrong.isEmpty(), reader + " finds " + wrong);
  }
}
