"""Texts by which officials of the same name are told apart."""

from officials.models import Official

LONGEST = 160  # characters of the posts


def label_of(official: Official) -> str:
    """Return name, year of birth and present posts; reads `posts` with their units."""
    name = official.full_name
    if official.birth_date:
        name = f"{name} ({official.birth_date.year})"
    posts = "; ".join(str(post) for post in official.posts.all() if post.ended_on is None)
    if len(posts) > LONGEST:
        posts = posts[:LONGEST].rpartition(" ")[0] + " …"
    return f"{name}, {posts}" if posts else name
