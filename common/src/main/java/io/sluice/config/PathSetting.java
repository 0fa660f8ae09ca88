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

import java.nio.charset.StandardCharsets;

/** Paths inside a store, as written in settings: components separated by single slashes. */
public final class PathSetting {

  private static final int MAX_COMPONENT_BYTES = 255;

  private PathSetting() {}

  /**
   * Returns what is wrong with a path, and the remedy; null if nothing is wrong. A leading and a
   * trailing slash are allowed; the empty path is the root.
   */
  public static String problem(String path) {
    String inner = relative(path);
    if (inner.isEmpty()) {
      return null;
    }
    for (String component : inner.split("/", -1)) {
      String problem = componentProblem(component);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  /** Returns what is wrong with one component of a path, and the remedy, or null. */
  public static String componentProblem(String component) {
    if (component.isEmpty()) {
      return "has an empty component; write single slashes only";
    }
    if (component.equals(".") || component.equals("..")) {
      return "must not contain the component " + component + "; write the path without it";
    }
    String text = textProblem(component);
    if (text != null) {
      return text;
    }
    if (component.getBytes(StandardCharsets.UTF_8).length > MAX_COMPONENT_BYTES) {
      return "has a component of more than " + MAX_COMPONENT_BYTES + " bytes; shorten it";
    }
    return null;
  }

  /** Returns what is wrong with the characters of a part of a path, and the remedy, or null. */
  public static String textProblem(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        return "contains a backslash; separate directories by slashes";
      }
      if (Character.isISOControl(c)) {
        return "contains a control character; remove it";
      }
      if (c == ':') {
        return "contains a colon, which HDFS does not allow in a path; use another character";
      }
    }
    return StandardCharsets.UTF_8.newEncoder().canEncode(text)
        ? null
        : "contains half of a surrogate pair; remove it";
  }

  /** The path without its leading and trailing slash, relative to the root of the store. */
  public static String relative(String path) {
    int start = path.startsWith("/") ? 1 : 0;
    int end = path.length() > start && path.endsWith("/") ? path.length() - 1 : path.length();
    return path.substring(start, end);
  }

  /** The path of {@code child} below {@code parent}; either may be empty, the root. */
  public static String join(String parent, String child) {
    if (parent.isEmpty() || child.isEmpty()) {
      return parent + child;
    }
    return parent + "/" + child;
  }

  /** Whether {@code path} is {@code directory} or is below it; both are relative to the root. */
  static boolean isWithin(String directory, String path) {
    return directory.isEmpty() || path.equals(directory) || path.startsWith(directory + "/");
  }
}
