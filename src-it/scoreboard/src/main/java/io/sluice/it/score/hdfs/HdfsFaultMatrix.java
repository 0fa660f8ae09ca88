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
package io.sluice.it.score.hdfs;

import io.sluice.it.score.matrix.Cells;
import io.sluice.it.score.matrix.Progress;
import io.sluice.it.server.LocalHdfs;
import io.sluice.it.server.WorkDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Every fault of a NameNode and a DataNode at every step. */
public final class HdfsFaultMatrix {
  private final Map<String, String> undefined = new LinkedHashMap<>();
  private final List<HdfsFaultCell> defined = new ArrayList<>();
  private final Progress progress;

  public HdfsFaultMatrix(Progress progress) {
    this.progress = progress;
    for (ServerFault fault : ServerFault.values()) {
      for (Step step : Step.values()) {
        HdfsFaultCell cell = new HdfsFaultCell(fault, step);
        cell.undefinedBecause()
            .ifPresentOrElse(reason -> undefined.put(cell.name(), reason), () -> defined.add(cell));
      }
    }
  }

  /** Cells that there cannot be, with the reason. */
  public Map<String, String> undefined() {
    return undefined;
  }

  /**
   * Runs all defined cells.
   *
   * @param threads cells at a time, each on a separate HDFS
   * @return how many milliseconds each cell took
   */
  public Cells<Long> run(int threads) throws IOException, InterruptedException {
    Path directory = WorkDirectory.createNew("faults");
    List<LocalHdfs> servers = new ArrayList<>();
    try {
      for (int i = 0; i < threads; i++) {
        servers.add(LocalHdfs.start(directory.resolve("hdfs-" + i), 0));
      }
      BlockingQueue<LocalHdfs> idle = new LinkedBlockingQueue<>(servers);
      return Cells.run(defined, HdfsFaultCell::name, threads, progress, cell -> run(cell, idle));
    } finally {
      servers.forEach(LocalHdfs::close);
      WorkDirectory.delete(directory);
    }
  }

  private long run(HdfsFaultCell cell, BlockingQueue<LocalHdfs> idle)
      throws IOException, InterruptedException {
    LocalHdfs hdfs = idle.take();
    try {
      long start = System.nanoTime();
      cell.run(hdfs);
      long millis = (System.nanoTime() - start) / 1_000_000;
      progress.say("%-48s passed in %,d ms", cell.name(), millis);
      return millis;
    } finally {
      idle.put(hdfs);
    }
  }
}
