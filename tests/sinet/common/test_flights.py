import threading
import time

from sinet.common.flights import Flights


def test_one_works_it_out_and_the_others_wait_for_it() -> None:
    flights, made = Flights(30), list[str]()
    found: list[tuple[bool, list[str]]] = []
    assert flights.board("page")

    def ask() -> None:
        leads = flights.board("page")
        found.append((leads, list(made)))
        if leads:  # begun only after the landing
            flights.land("page")

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    time.sleep(0.05)
    assert found == []
    made.append("page")
    flights.land("page")
    for thread in threads:
        thread.join(30)

    assert [there for _leads, there in found] == [["page"]] * 20
    assert False in [leads for leads, _there in found], "nobody waited"


def test_nobody_waits_for_another_page_or_for_long() -> None:
    flights = Flights(0.01)

    assert flights.board("one")
    assert flights.board("other")
    assert not flights.board("one")


def test_after_landing_the_next_one_works_it_out() -> None:
    flights = Flights(10)
    flights.board("page")
    flights.land("page")

    assert flights.board("page")
