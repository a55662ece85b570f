from collections import Counter
from itertools import islice

from directory.documents import validate
from tests.bench.generate import documents, rare_word, uid
from tests.bench.measure import times_of


def test_the_same_number_and_seed_give_the_same_entries():
    assert list(documents(40)) == list(islice(documents(60), 40))
    assert list(documents(3, seed="2")) != list(documents(3))


def test_every_entry_is_a_valid_document_under_its_own_number():
    made = list(documents(300))
    assert [str(validate(document).uid) for document in made] == [uid(number) for number in range(300)]


def test_words_are_as_rare_as_in_real_text():
    texts = [document["description"].lower() for document in documents(2000) if document["language"] == "en"]
    found = Counter(word for text in texts for word in {"community", rare_word()} if word in text.split())
    assert 0.05 < found["community"] / len(texts) < 0.9
    assert found[rare_word()] <= 3


def test_half_and_nineteen_twentieths_of_the_times_lie_below():
    times = times_of([float(number) for number in range(1, 102)])
    assert (times.p50, times.p95) == (51.0, 96.0)
