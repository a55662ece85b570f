import threading
import time

from sinet.common.flights import Flights


def test_one_works_it_out_and_the_others_wait_for_it() -> None:
    flights, made, leads = Flights(10), list[str](), list[bool]()

    def ask() -> None:
        leads.append(flights.board("page"))
        if leads[-1]:
            time.sleep(0.05)
            made.append("page")
            flights.land("page")
        assert made == ["page"]

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made[0] == "page"
    assert len(leads) == 20


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
