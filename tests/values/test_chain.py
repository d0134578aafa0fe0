"""A chain holds as it was written; no change in it stays unseen, and what cannot be seen is counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pytest
from bot.chain import FIRST, ChainFault, Flaw, Link, MacKey, chained, verify_chain
from hypothesis import given
from hypothesis import strategies as st

OLD, NEW, STRANGE = MacKey(b"yesterday's"), MacKey(b"today's"), MacKey(b"nobody's")


@dataclass(frozen=True)
class Said:
    """A record."""

    who: str
    what: str

    @property
    def content(self) -> list[object]:
        return ["said", self.who, self.what]


Chain = list[Link[Said]]
TEXTS = st.text(max_size=6)
SAID = st.builds(Said, TEXTS, TEXTS)
KEYS = st.sampled_from([None, OLD, NEW])


def chain_of(records: Iterable[Said], key: MacKey | None = None) -> Chain:
    """The records as they are put one behind the other."""
    chain: Chain = []
    for record in records:
        chain.append(chained(record, chain[-1].hash if chain else FIRST, key))
    return chain


def rewritten(chain: Sequence[Link[Said]], place: int, key: MacKey | None) -> Chain:
    """A record altered by somebody who can write to the database, and everything behind it made anew."""
    records = [link.record for link in chain]
    records[place] = replace(records[place], who="somebody else")
    anew = chain_of(records, key)
    return [*chain[:place], *anew[place:]]


CHAINS = st.builds(chain_of, st.lists(SAID, min_size=1, max_size=4), KEYS)
FIVE = [Said(f"U{number}", "yes") for number in range(5)]


@given(CHAINS, st.data())
def test_a_chain_holds_as_it_was_written_from_any_of_its_records(chain: Chain, data: st.DataObject) -> None:
    anchor = data.draw(st.sampled_from(chain)).hash
    check = verify_chain(chain, [NEW, OLD], anchor)
    assert (check.fault, check.count, check.end) == (None, len(chain), chain[-1].hash)


@given(CHAINS, st.data())
def test_any_change_of_anything_is_found_at_its_place(chain: Chain, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    was = chain[place]
    other = data.draw(
        st.one_of(
            SAID.filter(lambda one: one != was.record).map(lambda one: replace(was, record=one)),
            TEXTS.filter(lambda one: one != was.previous).map(lambda one: replace(was, previous=one)),
            TEXTS.map(lambda one: replace(was, hash=one)),
            TEXTS.filter(bool).map(lambda one: replace(was, mac=one, key=NEW.fingerprint)),
        )
    )
    fault = verify_chain([*chain[:place], other, *chain[place + 1 :]], [NEW, OLD]).fault
    assert fault
    assert fault.place == place


@given(CHAINS, st.data())
def test_a_record_that_was_taken_out_or_put_in_or_moved_is_found(chain: Chain, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    shorter = [*chain[:place], *chain[place + 1 :]]
    assert verify_chain(shorter, anchor=chain[-1].hash).fault is not None
    assert verify_chain([*chain[: place + 1], *chain[place:]]).fault == ChainFault(place + 1, Flaw.UNLINKED)
    if len(chain) > 1:
        assert verify_chain([*chain[1:], chain[0]]).fault == ChainFault(0, Flaw.UNLINKED)


@pytest.mark.parametrize("key", [None, STRANGE], ids=["without a key", "with a key of one's own"])
@pytest.mark.parametrize("place", range(1, 5))
def test_a_middle_that_was_rewritten_with_all_behind_it_is_found_by_the_key_alone(
    place: int, key: MacKey | None
) -> None:
    chain = chain_of(FIVE, NEW)
    anew = rewritten(chain, place, key)
    assert verify_chain(anew).fault is None, "nobody without the key sees it"
    flaw = Flaw.UNKNOWN_KEY if key else Flaw.UNKEYED
    assert verify_chain(anew, [NEW]).fault == ChainFault(place, flaw)


def test_a_mac_that_is_put_where_another_was_is_found() -> None:
    chain = chain_of(FIVE, NEW)
    anew = [*rewritten(chain, 3, None)[:4], *chain[4:]]
    forged = replace(anew[3], key=NEW.fingerprint, mac=chain[3].mac)
    assert verify_chain([*anew[:3], forged], [NEW]).fault == ChainFault(3, Flaw.FORGED)


@pytest.mark.parametrize("place", range(5))
def test_without_a_key_it_is_found_by_the_hash_of_any_record_behind_it(place: int) -> None:
    chain = chain_of(FIVE)
    anew = rewritten(chain, place, None)
    for noted in range(place, 5):
        assert verify_chain(anew, anchor=chain[noted].hash).fault == ChainFault(5, Flaw.NO_ANCHOR)


def test_a_hash_that_was_noted_holds_however_many_records_come_after_it() -> None:
    chain = chain_of(FIVE)
    longer = [*chain, chained(Said("U9", "yes"), chain[-1].hash)]
    assert verify_chain(longer, anchor=chain[-1].hash).fault is None
    assert verify_chain(longer, anchor=chain[2].hash).fault is None


def test_an_end_that_was_cut_off_is_found_by_a_hash_of_it() -> None:
    chain = chain_of(FIVE, NEW)
    assert verify_chain(chain[:3], [NEW]).fault is None, "this is what nobody can see without one"
    assert verify_chain(chain[:3], [NEW], chain[3].hash).fault == ChainFault(3, Flaw.NO_ANCHOR)


def test_what_an_older_key_made_is_good_as_long_as_that_is_known() -> None:
    before = chain_of(FIVE[:3], OLD)
    chain = [*before, chained(FIVE[3], before[-1].hash, NEW)]
    assert verify_chain(chain, [NEW, OLD]).fault is None
    assert verify_chain(chain, [NEW]).fault == ChainFault(0, Flaw.UNKNOWN_KEY)


def test_a_hash_that_was_noted_vouches_for_all_before_it_whatever_became_of_the_key() -> None:
    before = chain_of(FIVE[:3], OLD)
    chain = [*before, chained(FIVE[3], before[-1].hash, NEW)]
    check = verify_chain(chain, [NEW], before[-1].hash)
    assert (check.fault, check.unvouched) == (None, 0)


def test_what_no_key_and_no_noted_hash_vouches_for_is_counted() -> None:
    bare = chain_of(FIVE[:3])
    chain = [*bare, chained(FIVE[3], bare[-1].hash, NEW)]
    assert verify_chain(chain).unvouched == 4
    assert verify_chain(chain, [NEW]).unvouched == 3, "those from before there was a key"
    assert verify_chain(chain, [], bare[1].hash).unvouched == 2


def test_an_empty_chain_holds_unless_there_was_one() -> None:
    assert verify_chain(chain_of([])).fault is None
    assert verify_chain(chain_of([]), anchor="abc").fault == ChainFault(0, Flaw.NO_ANCHOR)


def test_a_chain_whose_beginning_is_over_holds_from_there_on() -> None:
    chain = chain_of(FIVE, NEW)[2:]
    assert verify_chain(chain, [NEW]).fault == ChainFault(0, Flaw.UNLINKED)
    check = verify_chain(chain, [NEW], start=None)
    assert (check.fault, check.count) == (None, 3)
    assert verify_chain([chain[0], chain[2]], [NEW], start=None).fault == ChainFault(1, Flaw.UNLINKED)


def test_texts_that_are_cut_elsewhere_do_not_have_one_hash() -> None:
    assert chain_of([Said("a", "bc")])[0].hash != chain_of([Said("ab", "c")])[0].hash


def test_a_key_is_not_told_by_what_is_shown_of_it() -> None:
    assert "today" not in repr(NEW)
    assert NEW.secret.hex() not in NEW.fingerprint
