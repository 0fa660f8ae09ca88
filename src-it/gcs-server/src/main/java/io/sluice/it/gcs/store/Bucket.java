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
package io.sluice.it.gcs.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** A bucket: its objects by name. Every change is one step; readers see whole versions. */
public final class Bucket {
  private final String name;
  private final Clock clock;
  private final Instant created;
  private final NavigableMap<String, StoredObject> objects =
      new ConcurrentSkipListMap<>(Utf8Order.INSTANCE);
  private final Map<String, Instant> mutations = new HashMap<>();
  private volatile BucketSettings settings;
  private volatile long metageneration = 1;
  private long lastGeneration;

  Bucket(String name, BucketSettings settings, Clock clock) {
    this.name = name;
    this.settings = settings;
    this.clock = clock;
    this.created = clock.instant();
  }

  /** Inspects an object, if there is one, and throws to refuse the operation. */
  public interface Check {
    void look(Optional<StoredObject> current);
  }

  public String name() {
    return name;
  }

  public Instant created() {
    return created;
  }

  public BucketSettings settings() {
    return settings;
  }

  public synchronized void change(UnaryOperator<BucketSettings> change) {
    settings = change.apply(settings);
    metageneration++;
  }

  /** Counts the changes of the settings, from 1. */
  public long metageneration() {
    return metageneration;
  }

  public Optional<StoredObject> find(String object) {
    return Optional.ofNullable(objects.get(object));
  }

  /** Objects from a name on, which is included. */
  public Iterable<StoredObject> from(String start) {
    return objects.tailMap(start, true).values();
  }

  /**
   * Gives an object its generation and replaces an object of the same name.
   *
   * @return what was put
   */
  public synchronized StoredObject put(StoredObject object, Check check) throws IOException {
    Optional<StoredObject> current = find(object.name());
    check.look(current);
    StoredObject stored = object.at(nextGeneration(), clock.instant());
    mutated(object.name());
    objects.put(object.name(), stored);
    if (current.isPresent()) {
      current.get().content().delete();
    }
    return stored;
  }

  /**
   * Replaces an object of the same name and removes another one.
   *
   * @return what was put
   */
  public synchronized StoredObject move(
      String source, Check checkOfSource, StoredObject object, Check check) throws IOException {
    checkOfSource.look(find(source));
    StoredObject stored = put(object, check);
    delete(source, ignored -> {});
    return stored;
  }

  /**
   * Changes the metadata of an object that the check found.
   *
   * @param change gets the attributes of the object and returns others
   */
  public synchronized StoredObject update(
      String object, UnaryOperator<ObjectNode> change, Check check) {
    Optional<StoredObject> current = find(object);
    check.look(current);
    StoredObject before = current.orElseThrow();
    StoredObject after = before.with(change.apply(before.attributes()), clock.instant());
    mutated(object);
    objects.put(object, after);
    return after;
  }

  /** Deletes an object that the check found. */
  public synchronized void delete(String object, Check check) throws IOException {
    Optional<StoredObject> current = find(object);
    check.look(current);
    mutated(object);
    objects.remove(object);
    current.orElseThrow().content().delete();
  }

  /** When the name was last written, changed or deleted; to be asked within a check. */
  public Optional<Instant> lastMutation(String object) {
    return Optional.ofNullable(mutations.get(object));
  }

  /** Until when an object must be kept; empty without a retention policy. */
  public Optional<Instant> retainedUntil(StoredObject object) {
    return settings.retention().map(object.created()::plus);
  }

  private void mutated(String object) {
    if (settings.objectRateLimit()) {
      mutations.put(object, clock.instant());
    }
  }

  private long nextGeneration() {
    Instant now = clock.instant();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    lastGeneration = Math.max(lastGeneration + 1, micros);
    return lastGeneration;
  }
}
