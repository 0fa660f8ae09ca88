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
package io.sluice.format.evolution;

import io.sluice.config.Choices;
import io.sluice.config.SchemaConfig;
import io.sluice.config.SchemaEvolution;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import io.sluice.format.schema.ValueSchemas;
import io.sluice.record.SchemaCache;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes all versions of a schema to files of one version: the newest seen, or with {@link
 * SchemaEvolution#FORWARD} the oldest. Values of other versions are projected onto it.
 *
 * <p>Schemas of one name are versions of one schema; so are all schemas without a name. A version
 * replaces another only if values of the other can be projected onto it. The versions seen are not
 * stored: after a restart, the first record determines the version again.
 *
 * <p>Two schemas of one name, whose versions are equal or one of which has none, are never
 * projected with loss: files have the one onto which the other loses nothing, and if there is none,
 * each has separate files.
 */
public final class EvolvingSchemas implements FileSchemas {
  // Names that differ for each record must not fill the heap.
  private static final int MAX_NAMES = 256;

  private final ValueSchemas schemas;
  private final SchemaEvolution evolution;

  /** The schemas of files, by the schema's name, which may be null. */
  private final Map<String, Versions> byName = new HashMap<>();

  private final SchemaCache<FileSchema, Choice> choices = SchemaCache.byContent();
  private FileSchema latestOwn;
  private FileSchema latest;
  private long retirements;

  /**
   * The schemas of files by the settings.
   *
   * @param format names the format in messages
   * @param check throws {@link DataException} if the format cannot express a schema
   */
  public static FileSchemas of(SchemaConfig config, String format, Consumer<Schema> check) {
    ValueSchemas values = new ValueSchemas(format, check);
    return config.evolution() == SchemaEvolution.ROLL
        ? values
        : new EvolvingSchemas(values, config.evolution());
  }

  /**
   * @param schemas determines the schemas of values
   * @param evolution any but {@link SchemaEvolution#ROLL}
   */
  private EvolvingSchemas(ValueSchemas schemas, SchemaEvolution evolution) {
    this.schemas = schemas;
    this.evolution = evolution;
  }

  /**
   * The result for a schema.
   *
   * @param file the schema of the files; null if there is a problem
   */
  private record Choice(FileSchema file, String problem) {}

  @Override
  public FileSchema of(SinkRecord row) {
    FileSchema own = schemas.of(row);
    if (!own.equals(latestOwn)) {
      latest = choose(own);
      latestOwn = own;
    }
    return latest;
  }

  @Override
  public SinkRecord fit(SinkRecord row, FileSchema schema) {
    return schemas.fit(row, schema);
  }

  @Override
  public long droppedFields() {
    return schemas.droppedFields();
  }

  @Override
  public long retirements() {
    return retirements;
  }

  @Override
  public boolean retired(FileSchema schema) {
    Versions versions = byName.get(connect(schema).name());
    return versions != null && !versions.has(schema);
  }

  private FileSchema choose(FileSchema own) {
    Choice choice = choices.get(own, this::decide);
    if (choice.problem() != null) {
      throw new DataException(choice.problem());
    }
    return choice.file();
  }

  private Choice decide(FileSchema own) {
    try {
      return new Choice(find(own), null);
    } catch (DataException e) {
      return new Choice(null, e.getMessage());
    }
  }

  private FileSchema find(FileSchema own) {
    Schema schema = connect(own);
    Versions versions = byName.get(schema.name());
    if (versions == null) {
      if (byName.size() >= MAX_NAMES) {
        byName.clear();
        choices.clear();
      }
      byName.put(schema.name(), new Versions(own));
      return own;
    }
    if (versions.has(own)) {
      return own;
    }
    FileSchema current = versions.current();
    Integer version = schema.version();
    Integer other = connect(current).version();
    if (version == null || other == null || version.equals(other)) {
      FileSchema file = versions.sharing(own, this::losesNothing);
      if (file.equals(own)) {
        changed(versions);
      }
      return file;
    }
    boolean supersedes = supersedes(version, other);
    requireProjection(supersedes ? current : own, supersedes ? own : current);
    if (evolution == SchemaEvolution.FULL) {
      requireProjection(supersedes ? own : current, supersedes ? current : own);
    }
    if (!supersedes) {
      return current;
    }
    versions.supersede(own);
    changed(versions);
    return own;
  }

  /** Forgets choices that refer to schemas that have no files any more. */
  private void changed(Versions versions) {
    choices.clear();
    if (versions.haveRetired()) {
      retirements++;
    }
  }

  private boolean losesNothing(FileSchema source, FileSchema target) {
    try {
      schemas.projection(source, target);
      return Losses.none(connect(source), connect(target));
    } catch (DataException e) {
      return false;
    }
  }

  private boolean supersedes(int version, int current) {
    return evolution == SchemaEvolution.FORWARD ? version < current : version > current;
  }

  private void requireProjection(FileSchema source, FileSchema target) {
    try {
      schemas.projection(source, target);
    } catch (DataException e) {
      throw new DataException(
          e.getMessage()
              + ", which "
              + setting()
              + " requires; change the schema so that it can, or set "
              + SchemaConfig.SCHEMA_EVOLUTION
              + "=roll",
          e);
    }
  }

  private String setting() {
    return SchemaConfig.SCHEMA_EVOLUTION + "=" + Choices.name(evolution);
  }

  private static Schema connect(FileSchema schema) {
    return schema.schema().orElseThrow();
  }
}
