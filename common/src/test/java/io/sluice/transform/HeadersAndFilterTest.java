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
package io.sluice.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.api.Test;

class HeadersAndFilterTest {

  @Test
  void headersWhoseWholeNameMatchesAreDropped() {
    DropHeadersMatching<SinkRecord> drop = new DropHeadersMatching<>();
    drop.configure(Map.of("pattern", "x-.*"));
    SinkRecord record = Records.text("v");
    record.headers().addString("x-a", "1").addString("not-x-a", "2").addString("x-b", "3");

    assertThat(drop.apply(record).headers())
        .extracting(Header::key)
        .containsExactly("kept", "not-x-a");
    assertThat(record.headers()).hasSize(4);
  }

  @Test
  void withoutSuchHeadersTheRecordPassesAsItIs() {
    DropHeadersMatching<SinkRecord> drop = new DropHeadersMatching<>();
    drop.configure(Map.of("pattern", "x-.*"));
    SinkRecord record = Records.text("v");

    assertThat(drop.apply(record)).isSameAs(record);
  }

  @Test
  void aMatchAnywhereInTheTextCounts() {
    ValueMatches<SinkRecord> matches = new ValueMatches<>();
    matches.configure(Map.of("pattern", "ERR(OR)?"));

    assertThat(matches.test(Records.text("an ERROR here"))).isTrue();
    assertThat(matches.test(Records.text("all is well"))).isFalse();
    assertThat(matches.test(Records.text(null))).isFalse();
    assertThat(matches.test(Records.with(null, 7))).isFalse();
  }

  @Test
  void aNamedFieldIsMatched() {
    ValueMatches<SinkRecord> matches = new ValueMatches<>();
    matches.configure(Map.of("pattern", "^5", "field", "status"));

    assertThat(matches.test(Records.with(null, Map.of("status", "503")))).isTrue();
    assertThat(matches.test(Records.with(null, Map.of("status", "200", "other", "5")))).isFalse();
  }

  @Test
  void thePatternIsRequired() {
    assertThatThrownBy(() -> new ValueMatches<SinkRecord>().configure(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("pattern");
  }

  @Test
  void connectFindsThemAsServices() {
    assertThat(ServiceLoader.load(Transformation.class).stream().map(ServiceLoader.Provider::type))
        .contains(DropHeadersMatching.class, ExtractPattern.class, ReplacePattern.class);
    assertThat(ServiceLoader.load(Predicate.class).stream().map(ServiceLoader.Provider::type))
        .contains(ValueMatches.class);
  }
}
