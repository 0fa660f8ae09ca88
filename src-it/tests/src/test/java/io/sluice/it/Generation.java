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

import io.sluice.it.verify.Output;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one generation: what was written between two alterations of the offsets.
 *
 * @param generation 0 for the files without a generation in their names
 */
record Generation(Output all, int generation) implements Output {
  private static final Pattern MARK = Pattern.compile("\\+g(\\d+)\\.[a-z.]+$");

  @Override
  public List<File> files() throws IOException {
    return all.files().stream().filter(file -> of(file) == generation).toList();
  }

  private static int of(File file) {
    Matcher mark = MARK.matcher(file.path());
    return mark.find() ? Integer.parseInt(mark.group(1)) : 0;
  }

  @Override
  public InputStream open(File file) throws IOException {
    return all.open(file);
  }

  @Override
  public Instant lastChange() throws IOException {
    return all.lastChange();
  }
}
