"""A page whose every part tries to become markup in whatever shows it."""

_TAG = "<script>document.title='owned'</script>"
_ESCAPED = _TAG.replace("<", "&lt;").replace(">", "&gt;")

HOSTILE = (
    f'<html lang="en"><head><title>{_ESCAPED} and a title</title>'
    f"""<meta property="og:site_name" content="</script>{_TAG}">"""
    """<meta name="author" content='" onmouseover="document.title=1'>"""
    """<meta property="article:published_time" content="2024-05-18T12:41:09+00:00">"""
    "</head><body>"
    f"""<nav id='"&gt;{_ESCAPED}' class="a&quot;b &lt;/script&gt; {{{{x}}}}"><ul>"""
    f"<li>Home {_ESCAPED}</li>"
    "<li>Sport &lt;/ol&gt;&lt;/main&gt;</li><li>Culture</li><li>Weather</li></ul></nav>"
    "<article><h1>&lt;img src=x onerror=document.title=2&gt; The ferry sails again</h1>"
    + "".join(
        f"<p>On day {day} the council {_ESCAPED} voted on Monday to rebuild the old pier, the "
        "mayor said; ]]&gt; --&gt; {{ 7 * 7 }} {% raw %} &lt;/li&gt;&lt;/ol&gt;&lt;/body&gt; it "
        "had been closed for nine months, and nobody was hurt.</p>"
        for day in range(1, 6)
    )
    + f"<p>{'x' * 3000}</p><p>\u202eA sentence that is turned round by a mark at its beginning.</p>"
    "</article><section><h2>Most read</h2><ul>"
    "<li><a href='javascript:document.title=3'>Storm closes the harbour for nine days</a></li>"
    f"<li><a href='https://x.test/\"&gt;{_ESCAPED}/island-school-roof'>Island school gets a roof"
    " at last</a></li>"
    "<li><a href='data:text/html,x'>Council votes on the old bridge once again</a></li>"
    "</ul></section></body></html>"
)
