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

/** Validators whose messages say what to write instead. */
public final class Validators {

  /** The longest duration that is accepted, 365 days, so that sums of times stay in range. */
  public static final long MAX_MILLIS = 365L * 24 * 60 * 60 * 1000;

  private Validators() {}

  /**
   * Accepts texts without a problem.
   *
   * @param allowed what is accepted, for the reference page
   * @param problem returns what is wrong with a text, which is not null, and what to write instead;
   *     null if nothing is wrong. The message of the exception is this text after the key and the
   *     value, so it begins with a verb: {@code must be …}
   */
  public static Validator text(String allowed, UnaryOperator<String> problem) {
    return new Described(
        allowed,
        (key, value) -> {
          String reason = value == null ? "must not be null" : problem.apply((String) value);
          if (reason != null) {
            throw new ConfigException(key, value, reason);
          }
        });
  }

  /**
   * Accepts lists, also empty ones, whose elements are all without a problem.
   *
   * @param allowed what is accepted, for the reference page
   * @param problem returns what is wrong with an element and what to write instead; null if nothing
   *     is wrong
   */
  public static Validator each(String allowed, UnaryOperator<String> problem) {
    return new Described(
        allowed,
        (key, value) -> {
          if (value == null) {
            throw new ConfigException(key, null, "must be a list, which may be empty");
          }
          for (Object element : (List<?>) value) {
            String reason = problem.apply((String) element);
            if (reason != null) {
              throw new ConfigException(key, value, reason);
            }
          }
        });
  }

  /** Accepts exactly the given texts. */
  public static Validator oneOf(List<String> values) {
    String allowed = String.join(", ", values);
    return text(allowed, v -> values.contains(v) ? null : "must be one of " + allowed);
  }

  /**
   * Accepts absolute paths on the worker.
   *
   * @param example an absolute path, for messages
   */
  public static Validator absolutePath(String example) {
    return text("an absolute path", value -> absolutePathProblem(value, example));
  }

  private static String absolutePathProblem(String value, String example) {
    try {
      return Path.of(value).isAbsolute() ? null : "must be an absolute path, such as " + example;
    } catch (InvalidPathException e) {
      return "not a path; write one such as " + example;
    }
  }

  /** Accepts whole numbers from {@code min} to {@code max}, both inclusive. */
  public static Validator range(long min, long max, Unit unit) {
    return new Range(min, max, unit);
  }

  /** Accepts a duration in milliseconds of at most a year. */
  public static Validator millis(long min) {
    return range(min, MAX_MILLIS, Unit.MILLISECONDS);
  }

  /** Accepts null, an empty text, and what the given validator accepts. */
  public static Validator optional(Validator validator) {
    return validator instanceof Measured measured
        ? new OptionalNumber(measured)
        : new Described(
            "empty, or " + validator,
            (key, value) -> {
              if (value != null && !"".equals(value)) {
                validator.ensureValid(key, value);
              }
            });
  }

  /** A validator of numbers that count something. */
  public interface Measured extends Validator {
    Unit unit();
  }

  private record Range(long min, long max, Unit unit) implements Measured {
    @Override
    public void ensureValid(String key, Object value) {
      if (value == null) {
        throw new ConfigException(key, null, "must be a number " + this);
      }
      long number = ((Number) value).longValue();
      if (number < min || number > max) {
        throw new ConfigException(key, value, "must be " + this);
      }
    }

    @Override
    public String toString() {
      return max == Long.MAX_VALUE || max == Integer.MAX_VALUE
          ? "at least " + unit.format(min)
          : "from " + unit.format(min) + " to " + unit.format(max);
    }
  }

  private record OptionalNumber(Measured number) implements Measured {
    @Override
    public void ensureValid(String key, Object value) {
      if (value != null) {
        number.ensureValid(key, value);
      }
    }

    @Override
    public Unit unit() {
      return number.unit();
    }

    @Override
    public String toString() {
      return "empty, or " + number;
    }
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
