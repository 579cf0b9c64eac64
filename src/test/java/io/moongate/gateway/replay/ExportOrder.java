package io.moongate.gateway.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Gives an exported configuration one order: its keys and the entities of a kind have none of their own, while the items
 * of every deeper list do.
 */
final class ExportOrder {
    private ExportOrder() {}

    private record Node(String word, List<Node> under) {}

    private record Open(int level, List<Node> under) {}

    static boolean isExport(String text) {
        return text.startsWith("_format_version") || text.startsWith("_transform");
    }

    static String of(String text) {
        List<Node> root = new ArrayList<>();
        Deque<Open> open = new ArrayDeque<>();
        open.push(new Open(-1, root));
        for (String line : text.stripTrailing().split("\n", -1)) {
            String word = line.stripLeading();
            int level = word.isEmpty() ? open.element().level() : 2 * (line.length() - word.length());
            while (word.startsWith("- ")) {
                add(open, level + 1, "-");
                word = word.substring(2);
                level += 4;
            }
            add(open, level, word);
        }
        return String.join("\n", lines(root, ":", 0));
    }

    private static void add(Deque<Open> open, int level, String word) {
        while (open.size() > 1 && open.element().level() >= level) {
            open.pop();
        }
        Node node = new Node(word, new ArrayList<>());
        open.element().under().add(node);
        open.push(new Open(level, node.under()));
    }

    private static List<String> lines(List<Node> nodes, String parent, int depth) {
        List<List<String>> blocks = new ArrayList<>();
        for (Node node : nodes) {
            List<String> block = new ArrayList<>();
            block.add("  ".repeat(depth) + node.word());
            block.addAll(lines(node.under(), node.word(), depth + 1));
            blocks.add(block);
        }
        boolean items = nodes.stream().anyMatch(node -> node.word().equals("-"));
        if (parent.equals("-") || (parent.endsWith(":") && (depth == 1 || !items))) {
            blocks.sort(Comparator.comparing(block -> PlainText.of(String.join("\n", block))));
        }
        return blocks.stream().flatMap(List::stream).toList();
    }
}
