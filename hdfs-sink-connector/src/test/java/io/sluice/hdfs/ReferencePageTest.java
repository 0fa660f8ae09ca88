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
package io.sluice.hdfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigReference;
import io.sluice.config.KafkaConfig;
import io.sluice.config.KeyFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference page is printed from the definition; run with -Dsluice.update.pages=true. */
class ReferencePageTest {
  private static final Path PAGE = Path.of("..", "config-examples", "hdfs-sink-connector.md");

  @Test
  void pageIsWhatTheDefinitionSays() throws IOException {
    String printed =
        ConfigReference.markdown(
            "HDFS sink connector",
            ConfigReference.introduction("HdfsSinkConnector", "`hdfs.url`"),
            List.of(new HdfsSinkConnector().config()),
            families());
    if (Boolean.getBoolean("sluice.update.pages")) {
      Files.writeString(PAGE, printed);
    }
    assertThat(PAGE).hasContent(printed);
  }

  private static List<KeyFamily> families() {
    List<KeyFamily> families = new ArrayList<>(new HdfsStorageProvider().keyFamilies());
    families.add(KafkaConfig.FAMILY);
    return families;
  }
}
