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
package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The expectations of users of other connectors, case by case. Each case has tests that show it;
 * where our answer differs, the test says why.
 */
class AcceptanceTableTest {
  /** Headings, a line for each case, and indented below it the tests that show it. */
  private static final String TABLE =
      """
      # Connectors that write topics to files
      seven records, three a file: two files appear, the seventh record waits, the offset is 6
        io.sluice.connect.TaskContentsTest#sevenRecordsMakeTwoAvroFilesOfThreeAndOneWaits
      without an output directory, names begin with the topic and not with a slash
        io.sluice.connect.TaskNamesTest#namesBeginWithTheTopicWhereTheOutputIsTheRoot
      a topic whose name contains "tombstone" is a topic like any other
        io.sluice.connect.TaskNamesTest#theNameOfATopicMeansNothing
      a nested field makes directories; each has its own files, and the offset follows all of them
        io.sluice.connect.TaskNamesTest#aNestedFieldMakesDirectoriesWhoseFilesRollSeparately
      any text in a path is one level of it, can be read back, and never escapes the directory
        io.sluice.path.PathEscapeTest#aValueIsOneLevelAndComesBack
        io.sluice.path.PathEscapeTest#randomValuesAreInjectiveReversibleAndOneComponent
      files of hourly directories roll by the time of their records
        io.sluice.connect.TaskHoursTest#filesOfAnHourEndByTheTimeOfTheirRecords
      a change of directory rolls no file; late records join the open file of their hour
        io.sluice.connect.TaskFieldsTest#lateRecordsJoinTheOpenFileOfTheirHour
        io.sluice.connect.TaskRollingTest#anotherDirectoryRollsNoFile
      a scheduled file whose publish fails once appears exactly once, after the backoff
        io.sluice.connect.TaskRetriesTest#aScheduledFileWhosePublishFailsFollowsAfterTheBackoff
      the hour that occurs twice on an autumn night is one directory
        io.sluice.path.TimeFormatTest#bothHoursOfAnAutumnNightShareADirectory
      the first file ends with its schema; later files take records of the old schema too
        io.sluice.connect.TaskEvolutionTest#theFirstFileEndsWithItsSchemaAndTheOthersTakeOldRecordsToo
      records whose schema has no version are written, and none is lost
        io.sluice.connect.TaskEvolutionTest#schemasWithoutVersionsShareFilesWithoutLoss
      records that cannot be written without a dead-letter queue fail the task
        io.sluice.connect.TaskRejectionsTest#withoutAReporterTheTaskFailsAndSaysHowToGoOn
      decided files are published at the start, and reading continues behind them
        io.sluice.connect.TaskRecoveryTest#decidedFilesArePublishedBeforeTheNextRecordsAreRead
      files of others are neither read nor deleted
        io.sluice.connect.TaskRecoveryTest#filesOfOthersAreNeitherReadNorDeleted
      files that were moved away do not reappear, nor do their records
        io.sluice.connect.TaskRecoveryTest#filesThatWereMovedAwayDoNotComeBack
        io.sluice.connect.TaskRecoveryTest#aFileThatVanishedStopsTheTaskWhereNobodyMovesFiles
      a write or a sync that fails once is repeated after the configured backoff
        io.sluice.connect.TaskFaultsTest#aCallThatFailsCostsNoRecordAndWritesNoneTwice
        io.sluice.connect.TaskFaultsTest#aFailedPartitionWaitsBeforeItIsOpenedAgain
      a file that cannot be closed is dropped, and its records are written once
        io.sluice.connect.TaskFaultsTest#aFileThatCannotBeSealedIsAbandoned
        io.sluice.connect.TaskFaultsTest#aCallThatFailsCostsNoRecordAndWritesNoneTwice
      uploads of every format appear once under refusals, errors and resets at each step
        io.sluice.it.FormatFaultsIT#eachFileAppearsOnceThoughItsUploadIsDisturbed
      a frozen task that wakes up after a takeover changes nothing
        io.sluice.connect.TaskHandOverTest#aTaskThatWasFrozenPublishesNothingWhenItComesBack
        io.sluice.it.GcsUploadsIT#aZombieUploadsAfterItsSuccessorHasRecovered
      a partition that is assigned again is read from its first unpublished record
        io.sluice.connect.TaskHandOverTest#partitionsThatComeBackGoOnWhereTheyWere
      a tombstone is a row with its key, among the others
        io.sluice.connect.TaskFieldsTest#tombstonesAreRowsOfTheSameFile
      records that cannot be written are reported, and the rest of the batch is written
        io.sluice.connect.TaskRowsTest#onlyARecordWithoutValueIsReported
        io.sluice.it.RecordsIT#rejectedRecordsGoToTheDeadLetterQueue
      a routed topic changes the directory; names and offsets remain those of the source
        io.sluice.it.RecordsIT#aRenamingTransformChangesTheDirectoryAndNotTheOffsets
        io.sluice.path.OutputPathsTest#aRoutedTopicIsInTheDirectoryAndTheSourceInTheFileName
      bytes are joined by a custom separator, in a file with a custom extension
        io.sluice.connect.TaskNamesTest#bytesAreJoinedByTheUsersSeparatorInAFileOfTheUsersExtension
      a thousand paths fit the memory limit; the least recently written files are published first
        io.sluice.connect.TaskLimitsTest#aThousandPathsStayWithinTheMemoryLimit
      # Connectors for object stores
      bytes in CSV are base64, with one object for each partition
        io.sluice.connect.TaskContentsTest#bytesAreBase64InCsv
      an object declared as gzip is decompressed for clients that do not ask for gzip
        io.sluice.it.TaskObjectsTest#aClientThatDoesNotAskForGzipGetsTheLines
      null keys, values and timestamps are empty cells
        io.sluice.connect.TaskRowsTest#partsThatARecordLacksAreEmptyCells
      a limit of one record makes one object for each offset
        io.sluice.connect.TaskNamesTest#aLimitOfOneRecordMakesAFileForEachOffset
      every object is below the prefix
        io.sluice.it.TaskObjectsTest#allThatATaskWritesIsBelowThePrefix
      a change of schema begins another object in each partition
        io.sluice.connect.TaskContentsTest#aChangeOfSchemaMakesAnotherFileInEachPartition
      records around the full hour make two objects, each named by its own first offset
        io.sluice.connect.TaskHoursTest#eachHoursFileBeginsWithItsOwnFirstRecord
      names may carry the last offset, with one record in each file
        io.sluice.connect.TaskNamesTest#aNameMayCarryTheLastOffsetAlone
      a file is published at its age, before another record arrives
        io.sluice.connect.TaskRollingTest#aFileIsPublishedAtItsAgeWithoutTraffic
      a record without the header that its path needs fails the task, which names the header
        io.sluice.connect.TaskNamesTest#aRecordWithoutTheHeaderThatItsPathNeedsFailsTheTask
      a published object does not change when its records are delivered again after a restart
        io.sluice.connect.TaskRecoveryTest#aPublishedFileIsNotTouchedWhenItsRecordsComeAgain
      while the store is down, put returns and the partition is paused; nothing is lost
        io.sluice.connect.TaskFaultsTest#putReturnsWhileTheStoreIsDownAndThePartitionIsPaused
      of two tasks on one partition, each record is published once, and one task gives up
        io.sluice.connect.TaskHandOverTest#twoTasksOnOneLedgerWriteEachRecordOnceUntilOneOfThemGivesUp
      a path that the clock changes between attempts duplicates nothing; a decided path is kept
        io.sluice.connect.TaskRollingTest#aPathMayDependOnTheWallClock
        io.sluice.connect.TaskRecoveryTest#aDecidedFileKeepsItsPathThoughTheClockMovesOn
      a thousand keys in one partition fit the memory limit
        io.sluice.connect.TaskLimitsTest#whereAWriteFreesMemoryManyPathsStayOpen
      each unusable setting is an error on its own key that names the remedy
        io.sluice.it.GcsSettingsTest#anUnusableSettingIsReportedOnItsKeyWithTheRemedy
        io.sluice.path.PathTemplatesTest#aDirectoryTemplateIsRefusedOnItsKeyWithTokenAndRemedy
      # Agents with an HDFS sink
      a hundred events, ten a file, make ten files, and nothing remains staged
        io.sluice.connect.TaskRollingTest#aHundredRecordsMakeTenFilesOfTenAndNothingStaysStaged
      six events, five a file, make two sequence files of times and bodies
        io.sluice.connect.TaskContentsTest#recordsOfASequenceFileAreTheirBytesByTheirTime
      files roll at their size
        io.sluice.connect.TaskContentsTest#separatorsCountWhenAFileRollsAtItsSize
      an idle file is published, and later records make another
        io.sluice.connect.TaskRollingTest#anIdleFileIsPublishedAndTheNextRecordsMakeAnother
      the end of a file name says its format and compression
        io.sluice.connect.TaskNamesTest#aNameEndsAsFormatAndCompressionOrTheUserSay
      no suffix marks files in use, and keys that ask for one have no effect
        io.sluice.it.FlumeKeysTest#theyChangeNothingAndAreNotTakenForMisspelledKeys
        io.sluice.storage.LocalStorageTest#nobodySeesAFileBeforeItIsPublished
      times in paths are in the configured zone
        io.sluice.path.OutputPathsTest#timesAreInTheZone
      the clock is read once per batch
        io.sluice.path.OutputPathsTest#wallClockPathsTakeTheTimeOfTheBatch
      time steps are floored in local time, also in zones with a half-hour offset
        io.sluice.path.TimeFormatTest#stepsCountInLocalTimeAlsoWithAHalfHourOffset
      no header value escapes the output directory
        io.sluice.path.OutputPathsTest#noHeaderCanEscapeTheOutputDirectory
      without a separator, bodies follow each other directly
        io.sluice.format.TextFormatTest#theSeparatorIsTheUsers
      Flume's events are Avro records of headers and body, in order
        io.sluice.connect.TaskRowsTest#eventsOfFlumeAreRowsOfHeadersAndBody
      gzip with several flushes is read to its end by the JDK and by Hadoop
        io.sluice.format.GzipReadersTest#recordsOfSeparateFlushesAreReadByTheJdkAndByHadoop
      settings that cannot work are refused when a connector is created
        io.sluice.config.SinkConfigTest#refusesAValueOnItsOwnKeyWithTheRemedy
        io.sluice.config.SinkConfigTest#contradictionsAreReportedOnTheKeyWithTheRemedy
        io.sluice.path.PathTemplatesTest#aDirectoryTemplateIsRefusedOnItsKeyWithTokenAndRemedy
        io.sluice.it.ValidationIT#aBadConnectorIsNotCreated
        io.sluice.it.KerberosIT#anUnreadableKeytabIsAnErrorOnItsKey
      publishing is repeated until it succeeds
        io.sluice.connect.TaskFaultsTest#publishingIsRepeatedInPlaceUntilItSucceeds
      a write that fails within a batch is one failure, and duplicates nothing
        io.sluice.connect.TaskRetriesTest#aWriteThatFailsAmidABatchIsOneFailureAndDoublesNothing
      writes that take too long are abandoned and repeated, others are not
        io.sluice.connect.TaskRetriesTest#slowWritesAreAbandonedAndNothingOfThemIsCommitted
        io.sluice.connect.TaskRetriesTest#slowWritesWithinTheTimeoutMakeOneFile
      two directories in a batch are two files, although one rolls on the way
        io.sluice.connect.TaskRollingTest#twoDirectoriesInOneBatchMakeTwoFilesThoughOneRollsOnTheWay
      a file that cannot be closed keeps no lease
        io.sluice.it.HdfsLeaseIT#aFileThatCannotBeClosedGivesItsLeaseBackWhenItIsAbandoned
        io.sluice.it.HdfsLeaseIT#theNextOwnerEndsTheLeaseOfAFileWhoseCloseHangs
      after a kill every record is in one published file, and nothing remains staged
        io.sluice.it.CrashIT#aWorkerIsKilledUnderLoadWithOpenFiles
        io.sluice.connect.TaskHandOverTest#aTaskThatDiesLosesAndDoublesNothing
      a name that is taken is an error, and no offset moves
        io.sluice.connect.TaskFaultsTest#aForeignFileAtTheTargetFailsTheTaskAndNoOffsetMoves
      tasks are added and removed under load, and the files hold what was sent
        io.sluice.it.LifecycleIT#theNumberOfTasksChangesUnderLoad
        io.sluice.it.RebalanceIT#aWorkerJoinsAndDiesUnderLoad
      two connectors with different Kerberos principals in one worker write as their own users
        io.sluice.it.KerberosIT#twoPrincipalsAndAUserWithoutOneWriteAsThemselvesWhileTicketsExpire
      """;

  /** A case and the tests that show it, each as class and method. */
  private record Case(String expected, List<String> tests) {}

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String line : TABLE.lines().filter(line -> !line.startsWith("#")).toList()) {
      if (line.startsWith(" ")) {
        cases.get(cases.size() - 1).tests().add(line.strip());
      } else {
        cases.add(new Case(line, new ArrayList<>()));
      }
    }
    return cases;
  }

  static Stream<String> tests() {
    return cases().stream().map(Case::tests).flatMap(Collection::stream).distinct();
  }

  @Test
  void eachCaseIsThereOnceAndHasATest() {
    List<Case> cases = cases();

    assertThat(cases).allSatisfy(each -> assertThat(each.tests()).as(each.expected()).isNotEmpty());
    assertThat(cases.stream().map(Case::expected)).hasSize(64).doesNotHaveDuplicates();
  }

  /** A test that is renamed or disabled is missed by its cases. */
  @ParameterizedTest
  @MethodSource("tests")
  void theTestExistsAndRuns(String test) throws ClassNotFoundException {
    String[] classAndMethod = test.split("#");
    Class<?> type = Class.forName(classAndMethod[0], false, getClass().getClassLoader());

    assertThat(Modifier.isAbstract(type.getModifiers())).isFalse();
    assertThat(type.getSimpleName()).matches(".*(Test|IT)");
    assertThat(AnnotationSupport.isAnnotated(type, Disabled.class)).isFalse();
    assertThat(
            ReflectionSupport.findMethods(
                type,
                method -> method.getName().equals(classAndMethod[1]),
                HierarchyTraversalMode.BOTTOM_UP))
        .isNotEmpty()
        .allSatisfy(
            method -> {
              assertThat(AnnotationSupport.isAnnotated(method, Testable.class)).isTrue();
              assertThat(AnnotationSupport.isAnnotated(method, Disabled.class)).isFalse();
            });
  }
}
