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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The definition of all keys, and the errors of settings. */
abstract class SinkConfigFixture {
  final ConfigDef definition = new ConfigDef();

  SinkConfigFixture() {
    SinkConfig.define(definition);
  }

  final AbstractConfig parse(Map<String, String> properties) {
    return new AbstractConfig(definition, properties, false);
  }

  /** The errors of settings for a connector with a Kafka client. */
  final Map<String, String> crossFieldErrors(Map<String, String> properties) {
    Map<String, String> complete = new HashMap<>(properties);
    complete.putIfAbsent("kafka.bootstrap.servers", "broker:9092");
    return errors(complete);
  }

  final Map<String, String> errors(Map<String, String> properties) {
    Map<String, String> errors = new HashMap<>();
    SinkConfig.check(parse(properties), errors::put);
    errors.forEach((key, message) -> assertThat(message).contains(key));
    return errors;
  }
}
