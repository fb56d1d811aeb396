"""The web page: `streamlit run app.py`. The call to `st.App` stays literal: Streamlit finds it by reading this file."""

import streamlit as st

from archive.web.server import middleware, on_script_error, prepare, routes

app = st.App(
    "archive/ui/main.py", routes=routes(), middleware=middleware(), lifespan=prepare, on_script_error=on_script_error
)
