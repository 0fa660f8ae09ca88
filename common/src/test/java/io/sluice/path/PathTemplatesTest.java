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
package io.sluice.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{topics}; {topics} is not a token; {source.topic}",
        "{}; {} is not a token; {source.topic}",
        "{value}; {value} is not a token; {value.field}",
        "{value.}; {value.} is not a token; {value.field}",
        "{value.a..b}; {value.a..b} is not a token; {value.field}",
        "{header}; {header} is not a token; {header.name}",
        "{start}; {start}; file.template",
        "{topic; {topic; add }",
        "topic}; topic}; {topic}",
        "{{topic}}; two braces; write one",
        "${topic}; ${topic}; without",
        "%Y-%m-%d; %; {timestamp:yyyy-MM-dd}",
        "{timestamp}; {timestamp}; {timestamp:yyyy-MM-dd}",
        "{timestamp:}; {timestamp:}; yyyy-MM-dd",
        "{timestamp:YYYY-MM-dd}; {timestamp:YYYY-MM-dd}; write yyyy",
        "{timestamp:foo}; {timestamp:foo}; yyyy-MM-dd",
        "{timestamp:yyyy//MM}; {timestamp:yyyy//MM}; yyyy-MM-dd",
        "{timestamp:HHmm/61m}; {timestamp:HHmm/61m}; 5m",
        "{timestamp:HHmm/7m}; {timestamp:HHmm/7m}; 5m",
        "{timestamp:HHmm/0m}; {timestamp:HHmm/0m}; 5m",
        "{timestamp:dd/2d}; {timestamp:dd/2d}; 1d",
        "{timestamp:yyyy|none}; {timestamp:yyyy|none}; timestamp.missing",
        "{topic|x}; {topic|x}; write {topic}",
        "{value.a|}; {value.a|}; after the bar",
        "{value.a|b|c}; {value.a|b|c}; remove it",
        "{value.a|b/c}; {value.a|b/c}; remove it",
        "{value.a|..}; begins with .; another character",
        "{value.a|_x}; begins with _; another character",
        "a//b; empty component; single slashes",
        "a/../b; ..; without it",
        "./a; .; without it",
        "_a/b; begins with _; another character",
        "a/.b{topic}; begins with .; another character",
        "a\\b; backslash; slashes",
        "d={value.p:levels}; {value.p:levels}; put slashes around it",
        "{value.p:levels}/{key:levels}; {key:levels}; remove :levels from one",
        "{topic:levels}; {topic:levels}; write one of",
        "a:b; colon; another character"
      })
  void aDirectoryTemplateIsRefusedOnItsKeyWithTokenAndRemedy(
      String template, String culprit, String remedy) {
    Map<String, String> errors = errors("directory.template", template);

    assertThat(errors).containsOnlyKeys("directory.template");
    assertThat(errors.get("directory.template"))
        .startsWith("directory.template: ")
        .contains(culprit, remedy);
    assertThatThrownBy(() -> Records.templates("directory.template", template))
        .isInstanceOf(ConfigException.class)
        .hasMessage(errors.get("directory.template"));
  }

  @Test
  void aValueWithLevelsNeedsFileNamesThatNoLevelHas() {
    String levels = "{topic}/{value.path:levels}";
    assertThat(errors("directory.template", levels)).isEmpty();
    assertThat(errors("directory.template", levels, "file.template", "{topic}={partition}={start}"))
        .containsOnlyKeys("file.template")
        .hasValueSatisfying(new Condition<>(message -> message.contains("add a +"), "remedy"));
    assertThat(errors("file.template", "{key:levels}+{topic}+{partition}+{start}"))
        .containsOnlyKeys("file.template");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{topic}; add {partition}",
        "{topic}+{partition}; add {start}",
        "{partition}+{start}; add {topic}",
        "{topic}{partition}+{start}; {topic} cannot be distinguished",
        "{topic}+{partition}{start}; {partition} cannot be distinguished",
        "{topic}-{key}-{partition}-{start}; {topic} cannot be distinguished",
        "{key}-{partition}-{header.a}+{topic}+{start}; {partition} cannot be distinguished",
        "{topic}+{partition}2{start}; {partition} cannot be distinguished",
        "{key}é{topic}+{partition}+{start}; {topic} cannot be distinguished",
        "{topic}+{key|a+b}+{partition}+{start}; {topic} cannot be distinguished",
        "{topic}/{partition}+{start}; directory.template",
        "{topic}+{partition}+{start}{timestamp:yyyy/MM}; directory.template"
      })
  void aFileTemplateIsRefusedIfNamesAreNotUnique(String template, String remedy) {
    Map<String, String> errors = errors("file.template", template, "directory.template", "d");

    assertThat(errors).containsOnlyKeys("file.template");
    assertThat(errors.get("file.template")).startsWith("file.template: ").contains(remedy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{topic}+{partition}+{start}+{end}",
        "{topic}-{partition}-{start}",
        "{topic}-{partition}-{end}",
        "{partition}-{topic}-{start}",
        "{source.topic}_{partition}_{start}",
        "{topic}-{timestamp:yyyyMMdd}-{partition}-{start}",
        "{timestamp:yyyyMMddHHmmss}{topic}-{partition}-{start}",
        "{key}+{topic}+{partition}+{start}",
        "{topic}+1{partition}2+{start}",
        "part-{partition}-{start}@{topic}@{key}"
      })
  void uniqueFileTemplatesAreAccepted(String template) {
    assertThat(errors("file.template", template)).isEmpty();
  }

  @Test
  void topicAndPartitionMayBeInTheDirectoryButNotARoutedTopic() {
    assertThat(
            errors(
                "directory.template", "{source.topic}/p={partition}", "file.template", "{start}"))
        .isEmpty();
    assertThat(errors("directory.template", "{topic}/p={partition}", "file.template", "{start}"))
        .hasEntrySatisfying("file.template", m -> assertThat(m).contains("add {topic}"));
  }

  @Test
  void bothTemplatesAreReported() {
    assertThat(errors("directory.template", "{a}", "file.template", "{b}"))
        .containsOnlyKeys("directory.template", "file.template");
  }

  @Test
  void moreLevelsThanAPathCanHoldAreRefused() {
    assertThat(errors("directory.template", "{key}" + "/{key}".repeat(30)))
        .hasEntrySatisfying("directory.template", m -> assertThat(m).contains("fewer levels"));
    assertThatCode(() -> Records.templates("directory.template", "{key}" + "/{key}".repeat(10)))
        .doesNotThrowAnyException();
  }

  /** Values that imitate separators, numbers and each other. */
  private static final String[] HOSTILE = {
    "a", "a-1", "1", "1-0", "-", "a-1-0000000001", "a.1", "1.0000000001", "x", "ax1", "%7E", "+"
  };

  @Test
  void randomAcceptedTemplatesGiveNoNameTwice() {
    SplittableRandom random = new SplittableRandom(11);
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      String template = randomTemplate(random);
      if (!errors("file.template", template, "directory.template", "").isEmpty()) {
        refused++;
        continue;
      }
      accepted++;
      Map<String, String> owners = new HashMap<>();
      PathTemplates templates =
          Records.templates("file.template", template, "directory.template", "");
      for (String topic : List.of("a", "a-1", "a.1", "1", "ax1", "1-0", "a-1-0000000001")) {
        for (int partition : new int[] {0, 1, 10}) {
          OutputPaths paths = templates.forPartition(topic, partition);
          for (long offset : new long[] {0, 1, 10, 10_000_000_000L, 100_000_000_001L}) {
            for (int sample = 0; sample < 3; sample++) {
              String name = hostileName(paths, topic, partition, offset, random);
              String owner = topic + " " + partition + " " + offset;
              String other = owners.putIfAbsent(name, owner);
              assertThat(other == null || other.equals(owner))
                  .as("%s: %s belongs to %s and %s", template, name, owner, other)
                  .isTrue();
            }
          }
        }
      }
    }
    assertThat(accepted).isGreaterThan(100);
    assertThat(refused).isGreaterThan(100);
  }

  private static String hostileName(
      OutputPaths paths, String topic, int partition, long offset, SplittableRandom random) {
    ConnectHeaders headers = new ConnectHeaders();
    headers.addString("h", HOSTILE[random.nextInt(HOSTILE.length)]);
    SinkRecord record =
        new SinkRecord(
            topic,
            partition,
            null,
            HOSTILE[random.nextInt(HOSTILE.length)],
            null,
            "v",
            offset,
            random.nextLong(4_000_000_000_000L),
            null,
            headers);
    return paths.name(paths.group(record, Records.NOW), offset, offset, 0, "");
  }

  private static String randomTemplate(SplittableRandom random) {
    List<String> tokens =
        new ArrayList<>(
            List.of("{topic}", "{partition}", random.nextBoolean() ? "{start}" : "{end}"));
    String[] others = {"{key|-1}", "{header.h}", "{timestamp:HHmm}", "{timestamp:H}", "{end}"};
    for (int more = random.nextInt(3); more > 0; more--) {
      tokens.add(others[random.nextInt(others.length)]);
    }
    String[] literals = {"", "-", "+", "+", "-", ".", "x", "1", "1-", "=", "a+1"};
    StringBuilder template = new StringBuilder();
    while (!tokens.isEmpty()) {
      template.append(tokens.remove(random.nextInt(tokens.size())));
      template.append(literals[random.nextInt(literals.length)]);
    }
    return template.toString();
  }

  private static Map<String, String> errors(String... keysAndValues) {
    Map<String, String> errors = new HashMap<>();
    PathTemplates.check(Records.config(keysAndValues), errors::put);
    return errors;
  }
}
