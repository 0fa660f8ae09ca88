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

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** Validators whose messages name the key and say what to write instead. */
public final class Validators {

  /** The longest duration that is accepted, one year: sums of durations and times stay in range. */
  public static final long MAX_MILLIS = 365L * 24 * 60 * 60 * 1000;

  private Validators() {}

  /**
   * Refuses a value for a reason.
   *
   * @param allowed what is accepted, for the reference page
   * @param problem gives a sentence that says what is wrong and what to write instead, or null if
   *     the value, never null, is good
   */
  public static Validator text(String allowed, UnaryOperator<String> problem) {
    return new Described(
        allowed,
        (key, value) -> {
          String reason = value == null ? "a value is needed" : problem.apply((String) value);
          if (reason != null) {
            throw new ConfigException(key, value, reason);
          }
        });
  }

  /**
   * Refuses a list for an element.
   *
   * @param allowed what is accepted, for the reference page
   * @param problem says of an element what is wrong and what to write instead, or null if it is
   *     good
   */
  public static Validator each(String allowed, UnaryOperator<String> problem) {
    return new Described(
        allowed,
        (key, value) -> {
          if (value == null) {
            throw new ConfigException(key, null, "a list is needed, which may be empty");
          }
          for (Object element : (List<?>) value) {
            String reason = problem.apply((String) element);
            if (reason != null) {
              throw new ConfigException(key, value, reason);
            }
          }
        });
  }

  /** Accepts a text that is one of those given, in exactly this spelling. */
  public static Validator oneOf(List<String> values) {
    String allowed = String.join(", ", values);
    return text(allowed, v -> values.contains(v) ? null : "it must be one of " + allowed);
  }

  /**
   * Accepts absolute paths on the worker.
   *
   * @param example of such a path
   */
  public static Validator absolutePath(String example) {
    return text("an absolute path", value -> absolutePathProblem(value, example));
  }

  private static String absolutePathProblem(String value, String example) {
    try {
      return Path.of(value).isAbsolute() ? null : "it must be an absolute path, such as " + example;
    } catch (InvalidPathException e) {
      return "it is not a path; write one such as " + example;
    }
  }

  /**
   * Accepts whole numbers from {@code min} to {@code max}, both inclusive.
   *
   * @param unit what is counted, such as {@code bytes}, or empty
   * @param special what an exceptional value means, such as {@code 0 turns it off}, or empty
   */
  public static Validator range(long min, long max, String unit, String special) {
    String bounds =
        max == Long.MAX_VALUE || max == Integer.MAX_VALUE
            ? "at least " + min
            : "from " + min + " to " + max;
    String allowed =
        bounds + (unit.isEmpty() ? "" : " " + unit) + (special.isEmpty() ? "" : "; " + special);
    return new Described(
        allowed,
        (key, value) -> {
          if (value == null) {
            throw new ConfigException(key, null, "a number is needed: " + allowed);
          }
          long number = ((Number) value).longValue();
          if (number < min || number > max) {
            throw new ConfigException(key, value, "it must be " + allowed);
          }
        });
  }

  /** Accepts a duration in milliseconds of at most a year. */
  public static Validator millis(long min, String special) {
    return range(min, MAX_MILLIS, "milliseconds", special);
  }

  /** Applies a validator to values that are present, and accepts an absent one. */
  public static Validator optional(Validator validator) {
    return new Described(
        "empty, or " + validator,
        (key, value) -> {
          if (value != null && !"".equals(value)) {
            validator.ensureValid(key, value);
          }
        });
  }

  private record Described(String allowed, Validator check) implements Validator {
    @Override
    public void ensureValid(String key, Object value) {
      check.ensureValid(key, value);
    }

    @Override
    public String toString() {
      return allowed;
    }
  }
}
