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

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A piece of a path that depends on the record, with a cache of its latest texts. Confined to one
 * thread at a time.
 */
interface Slot {

  /**
   * The encoded text; the same instance for the same value if that is cheap.
   *
   * @param time the record's time in milliseconds since the epoch, if any slot needs it
   */
  String text(SinkRecord record, long time);

  /** The record's topic after transforms. */
  final class TopicSlot implements Slot {
    private String topic = "";
    private String text = PathEscape.EMPTY;

    @Override
    public String text(SinkRecord record, long time) {
      String current = record.topic();
      if (!topic.equals(current)) {
        text = PathEscape.encode(current);
        topic = current;
      }
      return text;
    }
  }

  /** A time. A few buckets are cached, so that late records do not format each time anew. */
  final class TimeSlot implements Slot {
    private static final int KEPT = 8;
    private static final TimeFormat.Bucket NONE = new TimeFormat.Bucket("", 0, 0);

    private final TimeFormat format;
    private final long stepMillis;
    private final TimeFormat.Bucket[] buckets = new TimeFormat.Bucket[KEPT];
    private TimeFormat.Bucket latest = NONE;

    TimeSlot(TimeFormat format) {
      this.format = format;
      this.stepMillis = format.stepMillis();
    }

    @Override
    public String text(SinkRecord record, long time) {
      if (!holds(latest, time)) {
        int index = (int) Math.floorMod(Math.floorDiv(time, stepMillis), (long) KEPT);
        TimeFormat.Bucket bucket = buckets[index];
        if (bucket == null || !holds(bucket, time)) {
          bucket = format.bucket(time);
          buckets[index] = bucket;
        }
        latest = bucket;
      }
      return latest.text();
    }

    private static boolean holds(TimeFormat.Bucket bucket, long time) {
      return time >= bucket.from() && time < bucket.until();
    }
  }

  /** A value. The texts of short and simple values are cached. */
  final class ValueSlot implements Slot {
    private static final int MAX_KEPT = 512;
    private static final int MAX_KEPT_LENGTH = 64;

    private final Piece.Value token;
    private final Map<Object, String> texts = new HashMap<>();

    ValueSlot(Piece.Value token) {
      this.token = token;
    }

    @Override
    public String text(SinkRecord record, long time) {
      Object value = token.source().read(record);
      if (!isKept(value)) {
        return ValueText.of(token, value, record);
      }
      String text = texts.get(value);
      if (text == null) {
        if (texts.size() == MAX_KEPT) {
          texts.clear();
        }
        text = ValueText.of(token, value, record);
        texts.put(value, text);
      }
      return text;
    }

    private static boolean isKept(Object value) {
      return value instanceof String text && text.length() <= MAX_KEPT_LENGTH
          || value instanceof Integer
          || value instanceof Long
          || value instanceof Boolean;
    }
  }
}
