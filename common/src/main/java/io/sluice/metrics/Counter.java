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
package io.sluice.metrics;

/** Metrics that begin at zero when the task starts, and never decrease. */
public enum Counter implements Metric {
  RECORDS_WRITTEN(
      "records-written",
      Unit.RECORDS,
      "Records in files that this task has published; a record that is replayed after a failure"
          + " counts once, when its file is published."),
  RECORDS_SKIPPED(
      "records-skipped",
      Unit.RECORDS,
      "Records that a rule skipped, such as tombstones with null.values=skip."),
  RECORDS_REJECTED(
      "records-rejected",
      Unit.RECORDS,
      "Records that could not be written and were handed to the errant record reporter."),
  RECORDS_LOST(
      "records-lost",
      Unit.RECORDS,
      "Records of decided files that could not be written again after the worker's disk was lost:"
          + " Kafka does not hold them any more, or they no longer fit the file."),
  FIELDS_DROPPED(
      "fields-dropped",
      Unit.FIELDS,
      "Values, except null, that files do not contain, because schema.evolution projected their"
          + " record onto a version without their field."),
  BYTES_WRITTEN(
      "bytes-written",
      Unit.BYTES,
      "Length of the files that this task has published, after compression."),
  FILES_PUBLISHED("files-published", Unit.FILES, "Files that this task has made visible."),
  FILES_MISSING(
      "files-missing",
      Unit.FILES,
      "Decided files that were neither staged nor published, and that were counted as moved away"
          + " or written again, depending on on.missing.file."),
  COMMITS(
      "commits",
      Unit.ENTRIES,
      "Commit entries that this task has appended to the ledger and verified."),
  PUBLISH_RETRIES(
      "publish-retries",
      Unit.ATTEMPTS,
      "Failed attempts to publish a decided file, each of which is retried; while this grows,"
          + " files are complete but not visible."),
  REOPENS(
      "reopens",
      Unit.PARTITIONS,
      "Times that a partition dropped its open files and started again from the ledger, because"
          + " the store failed or another task had taken the partition over."),
  LEDGER_ENTRIES_KEPT(
      "ledger-entries-kept",
      Unit.ENTRIES,
      "Old ledger entries that are kept because the store does not permit their deletion; they"
          + " only take some space."),
  LOGIN_RENEWALS(
      "login-renewals",
      Unit.ATTEMPTS,
      "New Kerberos tickets that this task has obtained before the previous one expired."),
  LOGIN_FAILURES(
      "login-failures",
      Unit.ATTEMPTS,
      "Failed attempts to obtain a new Kerberos ticket, each of which is repeated; the present"
          + " ticket serves until it expires.");

  private final String metricName;
  private final Unit unit;
  private final String description;

  Counter(String metricName, Unit unit, String description) {
    this.metricName = metricName;
    this.unit = unit;
    this.description = description;
  }

  @Override
  public String metricName() {
    return metricName;
  }

  @Override
  public Unit unit() {
    return unit;
  }

  @Override
  public String description() {
    return description;
  }
}
