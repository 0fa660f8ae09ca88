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
package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.avro.RawAvroConverter;
import io.sluice.config.ConfigReference;
import io.sluice.flume.FlumeEventConverter;
import io.sluice.transform.DropHeadersMatching;
import io.sluice.transform.ExtractPattern;
import io.sluice.transform.ReplacePattern;
import io.sluice.transform.ValueMatches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** The reference page is printed from the definitions; run with -Dsluice.update.pages=true. */
class PipelinePluginsPageTest {
  private static final Path PAGE = Path.of("..", "config-examples", "pipeline-plugins.md");

  private static final String INTRODUCTION =
      """
      They come with each connector and work in any pipeline of the worker, for the settings
      `transforms.NAME.type`, `predicates.NAME.type` and `value.converter`.""";

  private static final List<ConfigDef> DEFINITIONS =
      List.of(
          new ExtractPattern<SinkRecord>().config(),
          new ReplacePattern<SinkRecord>().config(),
          new DropHeadersMatching<SinkRecord>().config(),
          new ValueMatches<SinkRecord>().config(),
          new FlumeEventConverter().config(),
          new RawAvroConverter().config());

  @Test
  void pageIsWhatTheDefinitionsSay() throws IOException {
    String printed =
        ConfigReference.markdown(
            "Transformations, predicates and converters", INTRODUCTION, DEFINITIONS, List.of());
    if (Boolean.getBoolean("sluice.update.pages")) {
      Files.writeString(PAGE, printed);
    }
    assertThat(PAGE).hasContent(printed);
  }
}
