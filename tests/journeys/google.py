"""A person in Chromium at practice Google: console and consent pages, by roles, labels and visible names only."""

from pathlib import Path

from playwright.sync_api import Page
from tests.journeys.portal import shown

from stagedoor.practice import World

NAME = "Crumb Kitchen Publisher"
MAIL = "ana@crumbkitchen.example"


class GoogleConsole:
    """Google Cloud's console, Google's consent pages and YouTube Studio."""

    def __init__(self, page: Page, world: World) -> None:
        self.page, self._hosts = page, world.hosts("youtube")

    def sign_in(self) -> None:
        page = self.page
        page.goto(self._hosts["console"] + "/")
        page.get_by_role("radio", name=MAIL).check()
        page.get_by_role("button", name="Next").click()

    def create_project(self, name: str = "Crumb Publisher") -> str:
        page = self.page
        page.get_by_role("link", name="New Project").click()
        page.get_by_label("Project name").fill(name)
        page.get_by_role("button", name="Create").click()
        return shown(page, "Project ID")

    def enable(self, project: str) -> None:
        page = self.page
        page.goto(f"{self._hosts['console']}/apis/library/youtube.googleapis.com?project={project}")
        page.get_by_role("button", name="Enable").click()
        page.get_by_text("API Enabled").wait_for()

    def get_started(self) -> None:
        page = self.page
        page.get_by_role("link", name="Overview").click()
        page.get_by_label("App name").fill(NAME)
        page.get_by_label("User support email").fill(MAIL)
        page.get_by_role("radio", name="External").check()
        page.get_by_label("Email addresses").fill(MAIL)
        page.get_by_role("checkbox", name="I agree to the Google API Services").check()
        page.get_by_role("button", name="Create").click()

    def publish(self) -> None:
        page = self.page
        page.get_by_role("link", name="Audience").click()
        page.get_by_role("button", name="Publish app").click()
        page.get_by_role("button", name="Confirm").click()
        page.get_by_text("In production").wait_for()

    def create_client(self, folder: Path, kind: str = "Desktop app") -> Path:
        """The JSON file, as the browser would have put it into the downloads."""
        page = self.page
        page.get_by_role("link", name="Clients").click()
        page.get_by_role("link", name="Create client").click()
        page.get_by_label("Application type").select_option(kind)
        page.get_by_label("Name", exact=True).fill("Stagedoor")
        page.get_by_role("button", name="Create").click()
        file = folder / f"client_secret_{shown(page, 'Client ID')}.json"
        file.touch(mode=0o600)
        file.write_text(shown(page, "Download JSON"), encoding="utf-8")
        return file

    def whole_app(self, folder: Path, kind: str = "Desktop app") -> Path:
        self.sign_in()
        self.enable(self.create_project())
        self.get_started()
        self.publish()
        return self.create_client(folder, kind)

    def consent(self, authorize_url: str, *, allow: bool = True, channel: str = "Crumb Kitchen") -> None:
        """Account, channel, past the warning, every box."""
        page = self.page
        page.goto(authorize_url)
        page.get_by_role("radio", name=MAIL).check()
        page.get_by_role("button", name="Next").click()
        page.get_by_role("radio", name=channel).check()
        page.get_by_role("button", name="Continue").click()
        page.get_by_text("Advanced").click()
        page.get_by_role("button", name=f"Go to {NAME} (unsafe)").click()
        page.get_by_role("button", name="Cancel").wait_for()  # the boxes are there: counting them waits for nothing
        boxes = page.get_by_role("checkbox")
        for number in range(boxes.count()):
            boxes.nth(number).check()
        page.get_by_role("button", name="Continue" if allow else "Cancel").click()

    def delete_by_hand(self, video: str) -> None:
        """Three clicks in YouTube Studio."""
        page = self.page
        page.goto(f"{self._hosts['studio']}/video/{video}/edit")
        page.get_by_text("Options").click()
        page.get_by_role("button", name="Delete").click()
        page.get_by_role("button", name="Delete forever").click()
        page.get_by_text("Video deleted").wait_for()
