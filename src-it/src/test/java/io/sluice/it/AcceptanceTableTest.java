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
import java.util.Map;
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
 * What users of other connectors expect, case by case: C stands for connectors that write topics to
 * files, O for those that write to object stores, A for agents with an HDFS sink. Each case has
 * tests that show it; where our answer is another one, the test says why.
 */
class AcceptanceTableTest {
  private static final String NUMBERS =
      """
      C1 C3 C5 C7 C9 C11 C13 C15 C17 C19 C21 C23 C25 C27 C29 C31 C33 C35 C37 C39 C41 C43 C45 C47 C49
      O1 O3 O5 O7 O9 O15 O17 O19 O21 O23 O25 O27 O29 O31 O33 O35
      A1 A3 A5 A7 A9 A11 A13 A15 A17 A19 A21 A23 A25 A27 A29 A31 A33 A35 A37 A39 A41 A43
      """;

  /** A line for each case, and indented below it the tests that show it. */
  private static final String TABLE =
      """
      C1: of seven records, three a file, two files appear and the seventh waits; offset 6
        io.sluice.connect.TaskContentsTest#sevenRecordsMakeTwoAvroFilesOfThreeAndOneWaits
      C3: without an output directory, names begin with the topic and not with a slash
        io.sluice.connect.TaskNamesTest#namesBeginWithTheTopicWhereTheOutputIsTheRoot
      C5: a topic that is called after tombstones is a topic like any other
        io.sluice.connect.TaskNamesTest#theNameOfATopicMeansNothing
      C7: a nested field makes directories; each has its files, and the offset follows them all
        io.sluice.connect.TaskNamesTest#aNestedFieldMakesDirectoriesWhoseFilesRollOnTheirOwn
      C9: any text in a path is one level of it, can be read back, and leads nowhere else
        io.sluice.path.PathEscapeTest#aValueIsOneLevelAndComesBack
        io.sluice.path.PathEscapeTest#randomValuesAreInjectiveReversibleAndOneComponent
      C11: files of hourly directories end by the time of their records
        io.sluice.connect.TaskHoursTest#filesOfAnHourEndByTheTimeOfTheirRecords
      C13: a change of directory ends no file; late records join the file of their hour
        io.sluice.connect.TaskFieldsTest#lateRecordsJoinTheOpenFileOfTheirOwnHour
        io.sluice.connect.TaskRollingTest#anotherDirectoryRollsNoFile
      C15: a scheduled file whose publish fails once appears once, after the backoff
        io.sluice.connect.TaskRetriesTest#aScheduledFileWhosePublishFailsFollowsAfterTheBackoff
      C17: the hour that an autumn night has twice is one directory
        io.sluice.path.TimeFormatTest#bothHoursOfAnAutumnNightShareADirectory
      C19: the first file ends with its schema, the others take records of the old one too
        io.sluice.connect.TaskEvolutionTest#theFirstFileEndsWithItsSchemaAndTheOthersTakeOldRecordsToo
      C21: records whose schema has no version are reported, or fail the task, and open no file
        io.sluice.connect.TaskEvolutionTest#recordsWhoseSchemaHasNoVersionAreReportedAndNoFileIsOpened
        io.sluice.connect.TaskRejectionsTest#withoutAReporterTheTaskFailsAndSaysHowToGoOn
      C23: decided files are published at the start, and reading goes on behind them
        io.sluice.connect.TaskRecoveryTest#decidedFilesArePublishedBeforeTheNextRecordsAreRead
      C25: files of others are neither read nor deleted
        io.sluice.connect.TaskRecoveryTest#filesOfOthersAreNeitherReadNorDeleted
      C27: files that were moved away do not come back, nor do their records
        io.sluice.connect.TaskRecoveryTest#filesThatWereMovedAwayDoNotComeBack
        io.sluice.connect.TaskRecoveryTest#aFileThatVanishedStopsTheTaskWhereNobodyMovesFiles
      C29: a write or a sync that fails once is repeated after the backoff that is set
        io.sluice.connect.TaskFaultsTest#aCallThatFailsCostsNoRecordAndWritesNoneTwice
        io.sluice.connect.TaskFaultsTest#aFailedPartitionWaitsBeforeItIsOpenedAgain
      C31: a file that cannot be closed is dropped, and its records are written once
        io.sluice.connect.TaskFaultsTest#aFileThatCannotBeSealedIsLetGo
        io.sluice.connect.TaskFaultsTest#aCallThatFailsCostsNoRecordAndWritesNoneTwice
      C33: uploads of every format appear once under refusals, errors and resets at each step
        io.sluice.it.score.gcs.FormatFaultsIT#eachFileAppearsOnceThoughItsUploadIsDisturbed
      C35: a task that wakes up when another owns its partition changes nothing
        io.sluice.connect.TaskHandOverTest#aTaskThatWasFrozenPublishesNothingWhenItComesBack
        io.sluice.it.GcsUploadsIT#aZombieUploadsAfterItsSuccessorHasRecovered
      C37: a partition that comes back is read from its first unpublished record
        io.sluice.connect.TaskHandOverTest#partitionsThatComeBackGoOnWhereTheyWere
      C39: a tombstone is a row with its key, among the others
        io.sluice.connect.TaskFieldsTest#tombstonesAreRowsOfTheSameFile
      C41: what cannot be written is reported, the rest of the batch is written
        io.sluice.connect.TaskRowsTest#onlyARecordWithoutValueIsReported
        io.sluice.it.HdfsRecordsIT#rejectedRecordsGoToTheDeadLetterQueue
      C43: a routed topic changes the directory; names and offsets stay those of the source
        io.sluice.it.HdfsRecordsIT#aRenamingTransformChangesTheDirectoryAndNotTheOffsets
        io.sluice.path.OutputPathsTest#aRoutedTopicIsInTheDirectoryAndTheSourceInTheFileName
      C45: bytes with a separator of the user's, in a file with an extension of the user's
        io.sluice.connect.TaskNamesTest#bytesAreJoinedByTheUsersSeparatorInAFileOfTheUsersExtension
      C47: a thousand paths stay within the memory limit, the longest untouched files go first
        io.sluice.connect.TaskLimitsTest#aThousandPathsStayWithinTheMemoryLimit
      O1: bytes in CSV are base64, one object for each partition
        io.sluice.connect.TaskContentsTest#bytesAreBase64InCsv
      O3: an object declared as gzip is unpacked for clients that do not ask for gzip
        io.sluice.it.score.gcs.TaskObjectsTest#aClientThatDoesNotAskForGzipGetsTheLines
      O5: key, value and timestamp that are null are empty cells
        io.sluice.connect.TaskRowsTest#partsThatARecordLacksAreEmptyCells
      O7: a limit of one record makes one object for each offset
        io.sluice.connect.TaskNamesTest#aLimitOfOneRecordMakesAFileForEachOffset
      O9: every object stands below the prefix
        io.sluice.it.score.gcs.TaskObjectsTest#allThatATaskWritesStandsBelowThePrefix
      O15: a change of schema begins another object in each partition
        io.sluice.connect.TaskContentsTest#aChangeOfSchemaMakesAnotherFileInEachPartition
      O17: records around the full hour make two objects, each named by its own first offset
        io.sluice.connect.TaskHoursTest#eachHoursFileBeginsWithItsOwnFirstRecord
      O19: names may carry the last offset, one record each
        io.sluice.connect.TaskNamesTest#aNameMayCarryTheLastOffsetAlone
      O21: a file is published at its age, before any other record arrives
        io.sluice.connect.TaskRollingTest#aFileIsPublishedAtItsAgeWithoutTraffic
      O23: a header that the path needs and the record lacks fails the task by its name
        io.sluice.connect.TaskNamesTest#aRecordWithoutTheHeaderThatItsPathNeedsFailsTheTask
      O25: what is published stays as it is when its records come again after a restart
        io.sluice.connect.TaskRecoveryTest#aPublishedFileIsNotTouchedWhenItsRecordsComeAgain
      O27: while the store is down put returns and the partition is paused; nothing is lost
        io.sluice.connect.TaskFaultsTest#putReturnsWhileTheStoreIsDownAndThePartitionIsPaused
      O29: of two tasks on one partition each record is published once, and one gives up
        io.sluice.connect.TaskHandOverTest#twoTasksOnOneLedgerWriteEachRecordOnceUntilOneOfThemGivesUp
      O31: a path that the clock changes between attempts doubles nothing; a decided one stays
        io.sluice.connect.TaskRollingTest#aPathMayDependOnTheWallClock
        io.sluice.connect.TaskRecoveryTest#aDecidedFileKeepsItsPathThoughTheClockMovesOn
      O33: a thousand keys in one partition stay within the memory limit
        io.sluice.connect.TaskLimitsTest#whereAWriteFreesMemoryManyPathsStayOpen
      O35: each unusable setting is an error on its own key that names the remedy
        io.sluice.it.GcsSettingsTest#anUnusableSettingIsReportedOnItsKeyWithTheRemedy
        io.sluice.path.PathTemplatesTest#aDirectoryTemplateIsRefusedOnItsKeyWithTokenAndRemedy
      A1: a hundred events, ten a file, make ten files and leave none in use
        io.sluice.connect.TaskRollingTest#aHundredRecordsMakeTenFilesOfTenAndLeaveNothingStaged
      A3: six events, five a file, make two sequence files of times and bodies
        io.sluice.connect.TaskContentsTest#recordsOfASequenceFileAreTheirBytesByTheirTime
      A5: files roll at their size
        io.sluice.connect.TaskContentsTest#separatorsCountWhenAFileRollsAtItsSize
      A7: an idle file is published, and what comes later makes another
        io.sluice.connect.TaskRollingTest#anIdleFileIsPublishedAndTheNextRecordsMakeAnother
      A9: the end of a name tells the format and the compression
        io.sluice.connect.TaskNamesTest#aNameEndsAsFormatAndCompressionOrTheUserSay
      A11: there is no suffix of files in use, and keys that ask for one change nothing
        io.sluice.it.FlumeKeysTest#theyChangeNothingAndAreNotTakenForMisspelledKeys
        io.sluice.storage.LocalStorageTest#nobodySeesAFileBeforeItIsPublished
      A13: times in paths are those of the zone
        io.sluice.path.OutputPathsTest#timesAreInTheZone
      A15: the clock is read once for a batch
        io.sluice.path.OutputPathsTest#wallClockPathsTakeTheTimeOfTheBatch
      A17: steps of time count in local time, also in zones with half an hour
        io.sluice.path.TimeFormatTest#stepsCountInLocalTimeAlsoWithAHalfHourOffset
      A19: no header leads out of the output directory
        io.sluice.path.OutputPathsTest#noHeaderCanLeaveTheOutputDirectory
      A21: without a separator bodies follow each other
        io.sluice.format.TextFormatTest#theSeparatorIsTheUsers
      A23: events of Flume are Avro records of headers and body, in order
        io.sluice.connect.TaskRowsTest#eventsOfFlumeAreRowsOfHeadersAndBody
      A25: gzip of several flushes is read to its end by the JDK and by Hadoop
        io.sluice.format.GzipReadersTest#recordsOfSeparateFlushesAreReadByTheJdkAndByHadoop
      A27: settings that cannot work are refused when a connector is created
        io.sluice.config.SinkConfigTest#refusesAValueOnItsOwnKeyWithTheRemedy
        io.sluice.config.SinkConfigTest#contradictionsAreReportedOnTheKeyWithTheRemedy
        io.sluice.path.PathTemplatesTest#aDirectoryTemplateIsRefusedOnItsKeyWithTokenAndRemedy
        io.sluice.it.HdfsValidationIT#aBadConnectorIsNotCreated
      A29: publishing is repeated until it succeeds
        io.sluice.connect.TaskFaultsTest#publishingIsRepeatedInPlaceUntilItSucceeds
      A31: a write that fails amid a batch is one failure, and doubles nothing
        io.sluice.connect.TaskRetriesTest#aWriteThatFailsAmidABatchIsOneFailureAndDoublesNothing
      A33: writes that take too long are given up and repeated, others are not
        io.sluice.connect.TaskRetriesTest#slowWritesAreGivenUpAndNothingOfThemIsCommitted
        io.sluice.connect.TaskRetriesTest#slowWritesWithinTheTimeoutMakeOneFile
      A35: two directories in a batch are two files, though one ends on the way
        io.sluice.connect.TaskRollingTest#twoDirectoriesInOneBatchMakeTwoFilesThoughOneRollsOnTheWay
      A37: a file that cannot be closed keeps no lease
        io.sluice.it.HdfsLeaseIT#aFileThatCannotBeClosedGivesItsLeaseBackWhenItIsAbandoned
        io.sluice.it.HdfsLeaseIT#theNextOwnerEndsTheLeaseOfAFileWhoseCloseHangs
      A39: after a kill every record is in a published file once, and nothing is left over
        io.sluice.it.HdfsCrashIT#aWorkerIsKilledUnderLoadWithOpenFiles
        io.sluice.connect.TaskHandOverTest#aTaskThatDiesLosesAndDoublesNothing
      A41: a name that is taken is an error, and no offset moves
        io.sluice.connect.TaskFaultsTest#aForeignFileAtTheTargetFailsTheTaskAndNoOffsetMoves
      A43: tasks come and go under load, and the files hold what was sent
        io.sluice.it.HdfsLifecycleIT#theNumberOfTasksChangesUnderLoad
        io.sluice.it.HdfsRebalanceIT#aWorkerJoinsAndDiesUnderLoad
      """;

  /** Cases that cannot stand yet, each with the reason. */
  private static final Map<String, String> NOT_YET =
      Map.of("C49", "there are no settings for Kerberos yet");

  /** A case and the tests that show it, each as class and method. */
  private record Case(String number, String expected, List<String> tests) {}

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String line : TABLE.lines().toList()) {
      if (line.startsWith(" ")) {
        cases.get(cases.size() - 1).tests().add(line.strip());
      } else {
        String[] numberAndText = line.split(": ", 2);
        cases.add(new Case(numberAndText[0], numberAndText[1], new ArrayList<>()));
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

    assertThat(cases).allSatisfy(each -> assertThat(each.tests()).as(each.number()).isNotEmpty());
    assertThat(cases).allSatisfy(each -> assertThat(each.expected()).isNotBlank());
    List<String> expected =
        NUMBERS.strip().lines().flatMap(line -> Stream.of(line.split(" "))).toList();
    assertThat(expected).hasSize(63);
    assertThat(cases.stream().map(Case::number).toList())
        .isEqualTo(expected.stream().filter(number -> !NOT_YET.containsKey(number)).toList());
  }

  /** A test that is renamed or switched off takes its cases along. */
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
