"""The web page in Streamlit. One rule: the address bar is the only state, so a page is a function of its address."""
