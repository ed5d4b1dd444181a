#!/usr/bin/env python3
"""What the policy's own text says of single clauses, asked of the oracle."""
import itertools
import random
import unittest

import oracle


def unit_by_unit(amount, weights):
    given = {key: 0 for key, weight in weights if weight}
    for _ in range(amount):
        best = max(given, key=lambda k: (
            oracle.Decimal(dict(weights)[k]) / (2 * given[k] + 1), -list(given).index(k)))
        given[best] += 1
    return given


class Money(unittest.TestCase):
    def test_the_shortened_apportionment_is_the_one_unit_by_unit(self):
        source = random.Random(1)
        for _ in range(2_000):
            weights = [(key, source.choice([1, 1, 2, 3, 7, 100, 10**6]))
                       for key in range(source.randint(1, 7))]
            amount = source.choice([0, 1, 7, source.randint(0, 300)])
            self.assertEqual(oracle.apportion(amount, weights), unit_by_unit(amount, weights))

    def test_two_payees_get_ordinary_rounding(self):
        for amount, weight in itertools.product(range(40), range(1, 10)):
            first = oracle.apportion(amount, [(1, weight), (2, 10)])[1]
            self.assertLessEqual(abs(first * 2 * (weight + 10) - 2 * amount * weight), weight + 10)

    def test_a_smaller_amount_never_raises_anybodys_part(self):
        source = random.Random(2)
        for _ in range(300):
            weights = [(key, source.randint(1, 50)) for key in range(5)]
            parts = [oracle.apportion(amount, weights) for amount in range(30)]
            for less, more in zip(parts, parts[1:]):
                self.assertTrue(all(less[key] <= more[key] for key in less))

    def test_seven_payees_on_one_fen_the_lowest_number_gets_it(self):
        parts = oracle.apportion(1, [(number, 5) for number in range(1, 8)])
        self.assertEqual(parts, {1: 1, 2: 0, 3: 0, 4: 0, 5: 0, 6: 0, 7: 0})


class Models(unittest.TestCase):
    @staticmethod
    def weights(model, kinds, **more):
        case = object.__new__(oracle.Case)
        case.T = 100
        touches = [{"kind": kind, "at": at} for at, kind in enumerate(kinds)]
        return case.weights({"model": model, **more}, touches)

    def test_position_based_is_40_40_20(self):
        self.assertEqual(self.weights("position_based", "a"), [1])
        self.assertEqual(self.weights("position_based", "ab"), [1, 1])
        self.assertEqual(self.weights("position_based", "abcd"), [4, 1, 1, 4])

    def test_w_shaped_gives_a_touch_that_is_two_anchors_both(self):
        c = "contact_added"
        self.assertEqual(self.weights("w_shaped", [c, "x", "y"]), [6, 1, 3])
        self.assertEqual(self.weights("w_shaped", ["x", c, "y", c, "z"]), [6, 6, 1, 1, 6])
        self.assertEqual(self.weights("w_shaped", [c, "x"]), [2, 1])

    def test_time_decay_is_rounded_half_to_even_and_never_nothing(self):
        self.assertEqual([oracle.decayed(age, 10) for age in (0, 10, 70, 80, 10_000)],
                         [1_000_000, 500_000, 7_812, 3_906, 1])
        self.assertEqual(oracle.decayed(5, 10), 707_107)


class Days(unittest.TestCase):
    def test_a_month_from_the_26th_is_named_after_the_day_it_ends_in(self):
        calendar = oracle.Calendar({"offsets": [[0, 0]], "day_start": 240, "month_start": 26})
        begin = 25 * 86_400_000 + 4 * 3_600_000  # 1970-01-26T04:00Z
        self.assertEqual(calendar.period(begin - 1), 1970 * 12)
        self.assertEqual(calendar.period(begin), 1970 * 12 + 1)


if __name__ == "__main__":
    unittest.main()
