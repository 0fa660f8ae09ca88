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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Files with inferred schemas, of which the first ones have only nulls and empty lists where later
 * ones have values: a reader takes all of them as one table.
 */
record InferredCell(String format) implements Cell {
  private static final String TOPIC = "coupons";

  private static final List<Map<String, Object>> VALUES =
      List.of(
          nothing(1),
          Map.of("id", 2L, "coupon", 7L, "tags", List.of(1L), "part", Map.of("x", 0.5)),
          nothing(3),
          Map.of("id", 4L, "tags", List.of(2L, 3L)),
          Map.of("id", 5L, "part", Map.of("y", "z")));

  static List<Cell> all() {
    return List.of(new InferredCell("parquet"), new InferredCell("orc"));
  }

  private static Map<String, Object> nothing(long id) {
    Map<String, Object> value = new HashMap<>(Map.of("id", id, "tags", List.of()));
    value.put("coupon", null);
    value.put("part", Collections.singletonMap("x", null));
    return value;
  }

  @Override
  public String name() {
    return format + " inferred in files of one record";
  }

  @Override
  public String codec() {
    return "";
  }

  private static final class Coupons implements Corpus {
    @Override
    public String name() {
      return TOPIC;
    }

    @Override
    public SinkRecord record(long seed, long offset) {
      return new SinkRecord(
          TOPIC, 0, null, null, null, VALUES.get(Math.toIntExact(offset)), offset);
    }

    @Override
    public Schema schema() {
      throw new UnsupportedOperationException("values have no schema");
    }

    @Override
    public Object row(long seed, long offset) {
      throw new UnsupportedOperationException("directories are compared, not files");
    }
  }

  @Override
  public Outcome run(RowReaders readers, Choice choice) throws IOException, InterruptedException {
    Map<String, String> settings =
        Map.of("format", format, "schema.inference", "true", "directory.template", "{topic}");
    Set<String> names = new TreeSet<>();
    try (TaskOnDisk task = TaskOnDisk.start(settings, new Coupons(), choice.seed(), 1)) {
      task.deliver(VALUES.size());
      Path directory = task.output().resolve(TOPIC);
      if (format.equals("parquet")) {
        names.add("DuckDB");
        String sql = "SELECT * FROM read_parquet(?, union_by_name = true)";
        check("DuckDB", readers.table(sql, directory.resolve("*.parquet")));
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

  private static void check(String reader, Table table) {
    require(table.rows().size() == VALUES.size(), reader + " finds " + table.rows().size());
    for (Map<String, Object> row : table.rows()) {
      long id = ((Number) row.get("id")).longValue();
      Map<String, Object> sent = VALUES.get(Math.toIntExact(id) - 1);
      require(
          Objects.equals(sent.get("coupon"), row.get("coupon")),
          reader + " finds the coupon " + row.get("coupon") + " of " + id);
      require(
          isSame(sent.get("tags"), row.get("tags")),
          reader + " finds the tags " + row.get("tags") + " of " + id);
      require(
          isSame(sent.get("part"), row.get("part")),
          reader + " finds the part " + row.get("part") + " of " + id);
    }
  }

  /** Whether both are equal, or contain nothing: what is empty may be missing. */
  private static boolean isSame(Object sent, Object found) {
    return isBlank(sent) ? isBlank(found) : withoutNulls(sent).equals(withoutNulls(found));
  }

  private static boolean isBlank(Object value) {
    Object present = withoutNulls(value);
    return present == null || present.equals(List.of()) || present.equals(Map.of());
  }

  private static Object withoutNulls(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> present = new HashMap<>(map);
      present.values().removeIf(Objects::isNull);
      return present;
    }
    return value;
  }
}
