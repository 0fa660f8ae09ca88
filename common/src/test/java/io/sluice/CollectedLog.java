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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Collects what the project logs, from INFO on, until it is closed. */
public final class CollectedLog implements AutoCloseable {
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final LoggerConfig logger = context.getConfiguration().getLoggerConfig("io.sluice");
  private final Level before = logger.getLevel();
  private final List<LogEvent> events = new CopyOnWriteArrayList<>();
  private final AbstractAppender appender;

  public CollectedLog() {
    appender =
        new AbstractAppender("collected", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            events.add(event.toImmutable());
          }
        };
    appender.start();
    logger.addAppender(appender, Level.INFO, null);
    logger.setLevel(Level.INFO);
    context.updateLoggers();
  }

  public List<String> warnings() {
    return messages(Level.WARN);
  }

  public List<String> infos() {
    return messages(Level.INFO);
  }

  /** How many events carry a stack trace. */
  public long stackTraces() {
    return events.stream().filter(event -> event.getThrown() != null).count();
  }

  private List<String> messages(Level level) {
    return events.stream()
        .filter(event -> event.getLevel().equals(level))
        .map(event -> event.getMessage().getFormattedMessage())
        .toList();
  }

  @Override
  public void close() {
    logger.removeAppender(appender.getName());
    logger.setLevel(before);
    context.updateLoggers();
    appender.stop();
  }
}
