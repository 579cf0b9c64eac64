package io.moongate.gateway.balance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static int[] count(Choice choice, int targets, int requests) {
        int[] counts = new int[targets];
        for (int i = 0; i < requests; i++) {
            counts[choice.choose("key " + i, 0, target -> true)]++;
        }
        return counts;
    }

    @Test
    void turnsFollowTheWeights() {
        assertArrayEquals(new int[] {60, 30, 10}, count(new Wheel(new int[] {300, 150, 50}, 1000), 3, 100));
        assertArrayEquals(new int[] {100, 0}, count(new Wheel(new int[] {7, 0}, 1000), 2, 100));
    }

    @Test
    void turnsAreSpreadEvenly() {
        Wheel wheel = new Wheel(new int[] {2, 1}, 1000);
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            order.append(wheel.choose(null, 0, target -> true));
        }
        assertEquals("010010", order.toString());
    }

    @Test
    void weightsThatAreTooFineKeepATurnEach() {
        int[] counts = count(new Wheel(new int[] {65_535, 1}, 10), 2, 1000);
        assertTrue(counts[1] > 0, () -> counts[0] + " and " + counts[1]);
    }

    @Test
    void whatIsNotAllowedIsPassedOver() {
        Wheel wheel = new Wheel(new int[] {1, 1}, 10);
        for (int i = 0; i < 5; i++) {
            assertEquals(1, wheel.choose(null, 0, target -> target == 1));
        }
        assertEquals(-1, wheel.choose(null, 0, target -> false));
        assertEquals(-1, new Wheel(new int[] {0}, 10).choose(null, 0, target -> true));
    }

    @Test
    void aKeyKeepsItsTargetWhenOthersGo() {
        List<String> names = List.of("a:1", "b:1", "c:1");
        Ring whole = new Ring(names, new int[] {100, 100, 100});
        int moved = 0;
        for (int i = 0; i < 1000; i++) {
            int before = whole.choose("key " + i, 0, target -> true);
            int after = whole.choose("key " + i, 0, target -> target != 2);
            assertTrue(after != 2);
            if (before != 2) {
                assertEquals(before, after);
            } else {
                moved++;
            }
        }
        assertTrue(moved > 200 && moved < 470, "a third of the keys moves, not " + moved);
    }

    @Test
    void anotherAttemptGoesToAnotherTarget() {
        Ring ring = new Ring(List.of("a:1", "b:1"), new int[] {1, 1});
        assertEquals(1, ring.choose("x", 0, target -> true) + ring.choose("x", 1, target -> true));
    }

    @Test
    void theTargetWithTheLeastToDoIsChosen() {
        LeastLoad choice = new LeastLoad(new int[] {1, 1}, 10);
        choice.begun(0);
        assertEquals(1, choice.choose(null, 0, target -> true));
        choice.ended(0);
        choice.begun(1);
        assertEquals(0, choice.choose(null, 0, target -> true));
    }
}
