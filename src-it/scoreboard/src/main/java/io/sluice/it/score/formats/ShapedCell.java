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
import io.sluice.it.score.formats.SentColumn.Types;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** A topic as others make them, whose columns have the types that {@link SentColumns} lists. */
record ShapedCell(String format, Shape shape) implements Cell {
  private static final String ID = "id";
  private static final String ROW = "after.*";

  /** What a topic's records are like. */
  enum Shape {
    CONNECT("types of Connect", SentColumns.ofConnect()),
    ENVELOPE("change data in envelopes", SentColumns.ofChangeData()),
    UNWRAPPED("change data, unwrapped", SentColumns.ofChangeData()),
    PROTOBUF("messages of Protobuf", SentColumns.ofProtobuf());

    private final String title;
    private final List<SentColumn> columns;

    Shape(String title, List<SentColumn> columns) {
      this.title = title;
      this.columns = columns;
    }
  }

  static List<Cell> all() {
    List<Cell> cells = new ArrayList<>();
    for (String format : List.of("parquet", "orc", "avro")) {
      for (Shape shape : Shape.values()) {
        cells.add(new ShapedCell(format, shape));
      }
    }
    return cells;
  }

  @Override
  public String name() {
    return format + " of " + shape.title;
  }

  @Override
  public String codec() {
    return "";
  }

  @Override
  public boolean isRead(Set<Remote> readers) {
    return !readers.isEmpty() || format.equals("parquet");
  }

  /** One record with a value in each column, and one with nulls. */
  private static final class Topic implements Corpus {
    private final Shape shape;
    private final Schema row;
    private final Schema schema;

    Topic(Shape shape) {
      this.shape = shape;
      SchemaBuilder builder =
          SchemaBuilder.struct().name("server.db.orders.Value").field(ID, Schema.INT64_SCHEMA);
      shape.columns.forEach(column -> builder.field(column.name(), column.schema()));
      this.row = shape == Shape.ENVELOPE ? builder.optional().build() : builder.build();
      this.schema = shape == Shape.ENVELOPE ? envelope() : row;
    }

    private Schema envelope() {
      Schema source =
          SchemaBuilder.struct()
              .name("io.debezium.connector.postgresql.Source")
              .field("connector", Schema.STRING_SCHEMA)
              .field("ts_ms", Schema.INT64_SCHEMA)
              .field(
                  "snapshot",
                  SchemaBuilder.string()
                      .name("io.debezium.data.Enum")
                      .parameter("allowed", "true,last,false")
                      .defaultValue("false")
                      .optional()
                      .build())
              .build();
      return SchemaBuilder.struct()
          .name("server.db.orders.Envelope")
          .version(2)
          .field("before", row)
          .field("after", row)
          .field("source", source)
          .field("op", Schema.STRING_SCHEMA)
          .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
          .build();
    }

    @Override
    public String name() {
      return "shaped";
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public SinkRecord record(long seed, long offset) {
      Struct value = new Struct(row).put(ID, offset);
      if (offset == 0) {
        shape.columns.forEach(column -> value.put(column.name(), column.value()));
      }
      return new SinkRecord(name(), 0, null, null, schema, wrapped(value), offset);
    }

    private Struct wrapped(Struct value) {
      return shape == Shape.ENVELOPE
          ? new Struct(schema)
              .put("after", value)
              .put(
                  "source",
                  new Struct(schema.field("source").schema())
                      .put("connector", "postgresql")
                      .put("ts_ms", 1L))
              .put("op", "c")
          : value;
    }

    @Override
    public Object row(long seed, long offset) {
      throw new UnsupportedOperationException("tables are compared, not rows");
    }
  }

  @Override
  public Outcome run(RowReaders readers, Choice choice) throws IOException, InterruptedException {
    Map<String, String> settings =
        format.equals("parquet")
            ? Map.of("format", format, "parquet.time", "int")
            : Map.of("format", format);
    Set<String> names = new TreeSet<>();
    try (TaskOnDisk task = TaskOnDisk.start(settings, new Topic(shape), choice.seed(), 2)) {
      task.deliver(2);
      Path directory = task.output().resolve("shaped/partition=0");
      if (format.equals("parquet")) {
        names.add("DuckDB");
        String columns = shape == Shape.ENVELOPE ? ROW : "*";
        check(
            "DuckDB",
            readers.table(
                "SELECT " + columns + " FROM read_parquet(?, hive_partitioning = false)",
                directory.resolve("*.parquet")),
            Types::duckDb);
      }
      String[] columns = shape == Shape.ENVELOPE ? new String[] {ROW} : new String[0];
      for (RemoteReader reader : readers.remote()) {
        names.add(reader.name());
        Remote remote = Remote.of(reader);
        check(
            reader.name(),
            reader.table(format, directory, columns),
            types -> remote.type(format, types));
      }
    }
    return new Outcome("", 2, 1, names);
  }

  private void check(String reader, Table table, Function<Types, String> types) {
    require(table.rows().size() == 2, reader + " finds " + table.rows().size() + " rows");
    Map<String, Object> full = table.rows().get(0);
    Map<String, Object> empty = table.rows().get(1);
    List<String> wrong = new ArrayList<>();
    for (SentColumn column : shape.columns) {
      String type = table.types().get(column.name());
      if (!types.apply(column.types()).equals(type)) {
        wrong.add(column.name() + " of type " + type + ", not " + types.apply(column.types()));
      }
      if (!column.forms().contains(full.get(column.name()))) {
        wrong.add(column.name() + " is " + full.get(column.name()) + ", not " + column.forms());
      }
      if (!Objects.isNull(empty.get(column.name()))) {
        wrong.add(column.name() + " is " + empty.get(column.name()) + ", not null");
      }
    }
    require(wrong.isEmpty(), reader + " finds " + wrong);
  }
}
