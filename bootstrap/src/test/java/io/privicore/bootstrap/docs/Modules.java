package io.privicore.bootstrap.docs;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The module graph as the poms have it. */
final class Modules {

    private static final Path ROOT = Path.of("..");

    private Modules() {}

    static String page() throws IOException {
        List<String> rows = new ArrayList<>();
        List<String> edges = new ArrayList<>();
        for (var module : texts(pom(ROOT), "module")) {
            var pom = pom(ROOT.resolve(module));
            var known = known(pom);
            rows.add("| `%s` | %s | %s |"
                    .formatted(
                            module,
                            texts(pom, "description").getFirst(),
                            known.stream().map("`%s`"::formatted).collect(joining(", "))));
            known.forEach(other -> edges.add("    %s --> %s".formatted(module, other)));
        }
        return """
                # Modules

                What each module holds and which others it knows. Made from the code by `./privicore docs`.

                ```mermaid
                graph TD
                %s
                ```

                | module | holds | knows |
                |---|---|---|
                %s
                """.formatted(String.join("\n", edges), String.join("\n", rows));
    }

    /** Modules of ours that the program needs, not only its tests. */
    private static List<String> known(Element pom) {
        List<String> known = new ArrayList<>();
        var dependencies = pom.getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            var dependency = (Element) dependencies.item(i);
            if (texts(dependency, "groupId").contains("io.privicore")
                    && !texts(dependency, "scope").contains("test")) {
                known.addAll(texts(dependency, "artifactId"));
            }
        }
        return known;
    }

    private static Element pom(Path module) throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(module.resolve("pom.xml").toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }

    private static List<String> texts(Element element, String name) {
        List<String> texts = new ArrayList<>();
        var found = element.getElementsByTagName(name);
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent().strip());
        }
        return texts;
    }
}
