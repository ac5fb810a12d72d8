package io.opdbus.core.skill;

import io.opdbus.api.error.Location;
import io.opdbus.core.source.Problems;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;

/** Finds the folders that are skills, in the order of their names. Trouble with a root becomes a problem. */
final class SkillFinder {

    /** Where skills lie in a jar or a directory of the class path. */
    static final String ON_CLASS_PATH = "META-INF/skills";

    /** How many skills one root may hold (R19). */
    static final int MAX_SKILLS = 1_000;

    private SkillFinder() {}

    /** The folders below a root that hold a {@code SKILL.md}. */
    static List<SkillFolder> below(Path root, Problems problems) {
        List<SkillFolder> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, Files::isDirectory)) {
            Path real = root.toRealPath();
            TreeSet<Path> folders = new TreeSet<>();
            entries.forEach(folders::add);
            for (Path folder : folders) {
                if (!Files.exists(folder.resolve(SkillLoader.FILE))) {
                    continue;
                }
                if (!folder.toRealPath().startsWith(real)) {
                    problems.error(place(folder.toString()), "the folder is a link that leads out of " + root);
                } else if (found.size() < MAX_SKILLS) {
                    found.add(SkillFolder.onDisk(folder));
                } else {
                    problems.error(place(root.toString()), "there are more than " + MAX_SKILLS + " skills");
                    break;
                }
            }
        } catch (IOException unreadable) {
            problems.error(place(root.toString()), "the folder of skills cannot be read: " + unreadable);
        }
        return found;
    }

    /** The folders of skills in the jars and directories that a class loader knows. */
    static List<SkillFolder> onClassPath(ClassLoader loader, Problems problems) {
        List<SkillFolder> found = new ArrayList<>();
        try {
            for (URL url : Collections.list(loader.getResources(ON_CLASS_PATH))) {
                if (url.getProtocol().equals("file")) {
                    found.addAll(below(Path.of(url.toURI()), problems));
                } else if (url.getProtocol().equals("jar")) {
                    found.addAll(inJar(url));
                }
            }
        } catch (IOException | URISyntaxException unreadable) {
            problems.error(place(ON_CLASS_PATH), "the skills of the class path cannot be read: " + unreadable);
        }
        return found;
    }

    private static List<SkillFolder> inJar(URL url) throws IOException, URISyntaxException {
        URLConnection connection = url.openConnection();
        if (!(connection instanceof JarURLConnection jarConnection)) {
            return List.of();
        }
        Path jar = Path.of(jarConnection.getJarFileURL().toURI());
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName().split("/"))
                    .filter(parts -> parts.length == 4
                            && (parts[0] + "/" + parts[1]).equals(ON_CLASS_PATH)
                            && parts[3].equals(SkillLoader.FILE))
                    .map(parts -> ON_CLASS_PATH + "/" + parts[2])
                    .sorted()
                    .limit(MAX_SKILLS)
                    .map(folder -> SkillFolder.inJar(jar, folder))
                    .toList();
        }
    }

    private static Location place(String source) {
        return new Location(source, 0, 0, "");
    }
}
