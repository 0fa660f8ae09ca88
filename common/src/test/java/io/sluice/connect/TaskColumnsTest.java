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
package io.sluice.connect;

import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** Which fields of values are in files. */
class TaskColumnsTest {
  private static final Schema SCHEMA =
      SchemaBuilder.struct()
          .field("region", Schema.STRING_SCHEMA)
          .field("day", Schema.STRING_SCHEMA)
          .field("kind", Schema.STRING_SCHEMA)
          .field("n", Schema.INT64_SCHEMA)
          .build();

  private static String lines(String dropped) {
    TaskRig rig =
        new TaskRig(
                "format",
                "csv",
                "drop.path.fields",
                dropped,
                "directory.template",
                "{value.day}/region={value.region|none}/{value.kind}-{partition}",
                "roll.records",
                "1")
            .open(P0);
    rig.produce(
        0,
        SCHEMA,
        new Struct(SCHEMA)
            .put("region", "north")
            .put("day", "monday")
            .put("kind", "a")
            .put("n", 1L));
    rig.poll();
    Map<String, String> files = rig.files();
    assertThat(files).hasSize(1);
    assertThat(files.keySet().iterator().next()).startsWith("topics/monday/region=north/a-0/");
    return files.values().iterator().next();
  }

  @Test
  void fieldsThatAreLevelsOfDirectoriesAreDroppedOnRequest() {
    assertThat(lines("false")).isEqualTo("region,day,kind,n\r\nnorth,monday,a,1\r\n");
    assertThat(lines("true")).isEqualTo("kind,n\r\na,1\r\n");
  }
}
