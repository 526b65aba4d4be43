"""The address of a page where there is no browser: never the one that a request claims."""

from flask import Flask

from okprofs.kernel.addresses import absolute_url, host


def test_a_forged_host_ends_up_in_no_address(app: Flask) -> None:
    with app.test_request_context("/", base_url="http://evil.example"):
        assert absolute_url("site.show_home") == "http://localhost/"
        assert absolute_url("events.show_event", slug="zaak") == "http://localhost/bijeenkomsten/zaak"
        assert host() == "localhost"
    # And such a request gets no answer in the first place.
    assert app.test_client().get("/", base_url="http://evil.example").status_code == 400


def test_it_needs_no_request_and_keeps_a_path_before_ours(app: Flask) -> None:
    base = app.config["BASE_URL"]
    try:
        app.config["BASE_URL"] = "https://nmkg.example:8443/okprofs"
        with app.app_context():
            assert absolute_url("site.show_about") == "https://nmkg.example:8443/okprofs/over-ons"
            assert host() == "nmkg.example"
    finally:
        app.config["BASE_URL"] = base
